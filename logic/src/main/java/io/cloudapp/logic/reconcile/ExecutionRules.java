package io.cloudapp.logic.reconcile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.execution.UnfinishedExecutions;
import io.cloudapp.logic.execution.UnfinishedExecutions.Unfinished;
import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.instance.InstanceStore;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts what was never started, and ends what its workflow never brought to an end. */
@Singleton
final class ExecutionRules {

  /** Until then submit-request is about to start it itself. */
  private static final Duration START_AFTER = Duration.ofSeconds(30);

  /** An Express execution lives 5 minutes; one that is started later cannot end in time. */
  private static final Duration START_UNTIL = Duration.ofMinutes(5);

  /** After that no workflow works on it any more. */
  private static final Duration WORKFLOW_OVER_AFTER = Duration.ofMinutes(6);

  /** The next run would be too late for the deadline. */
  private static final Duration END_BEFORE_DEADLINE = Duration.ofSeconds(90);

  private final UnfinishedExecutions executions;
  private final InstanceStore instances;
  private final TerminateInstance terminate;
  private final ReadBoot boot;
  private final Clock clock;

  ExecutionRules(
      UnfinishedExecutions executions,
      InstanceStore instances,
      TerminateInstance terminate,
      ReadBoot boot,
      Clock clock) {
    this.executions = executions;
    this.instances = instances;
    this.terminate = terminate;
    this.boot = boot;
    this.clock = clock;
  }

  void apply(List<Unfinished> open, ReconcileReport.Log log) {
    for (var execution : open) {
      log.attempt(execution.id(), () -> apply(execution, log));
    }
  }

  private void apply(Unfinished execution, ReconcileReport.Log log) {
    var now = clock.instant();
    if (now.isAfter(execution.deadline().minus(END_BEFORE_DEADLINE))) {
      end(execution, log);
      return;
    }
    var age = Duration.between(execution.requestedAt(), now);
    if (execution.state() == ExecutionState.ACCEPTED) {
      var inTime = now.isBefore(execution.deadline().minus(START_UNTIL));
      if (age.compareTo(START_AFTER) > 0 && inTime) {
        log.add(
            executions.start(execution) ? Kind.WORKFLOW_STARTED : Kind.DEFERRED, execution.id());
      }
    } else if (age.compareTo(WORKFLOW_OVER_AFTER) > 0) {
      finish(execution, log);
    }
  }

  /** A stop goes on without its workflow; a launch is taken back only when its time is over. */
  private void finish(Unfinished execution, ReconcileReport.Log log) {
    var row = instances.find(execution.instanceId()).orElseThrow();
    if (isAchieved(execution, row)
        || execution.kind() == ExecutionKind.STOP && isStoppedAfterAll(execution, row, log)) {
      succeed(execution, log);
    }
  }

  private void end(Unfinished execution, ReconcileReport.Log log) {
    if (isAchievedNow(execution)) {
      succeed(execution, log);
      return;
    }
    var row = instances.find(execution.instanceId());
    if (row.isPresent() && isStoppedAfterAll(execution, row.get(), log)) {
      succeed(execution, log);
      return;
    }
    if (executions.fail(execution.id(), problem(execution.kind()))) {
      log.add(Kind.EXECUTION_FAILED, execution.id());
    } else if (isAchievedNow(execution)) {
      succeed(execution, log);
    }
  }

  /** Its workflow may have been faster than us after all. */
  private boolean isAchievedNow(Unfinished execution) {
    return instances
        .find(execution.instanceId())
        .filter(it -> isAchieved(execution, it))
        .isPresent();
  }

  /** Whether what was asked for is true, whatever became of the workflow. */
  private static boolean isAchieved(Unfinished execution, InstanceRow row) {
    return switch (execution.kind()) {
      case PROVISION -> row.loginPublishedAt().isPresent();
      case STOP -> !row.state().isLiving();
    };
  }

  /**
   * Undoes the launch or carries out the stop. When AWS gives no answer the row is claimed all the
   * same, so nobody can use the instance and the next run goes on with it.
   */
  private boolean isStoppedAfterAll(
      Unfinished execution, InstanceRow row, ReconcileReport.Log log) {
    if (execution.kind() == ExecutionKind.PROVISION) {
      if (terminate.undo(row) instanceof Outcome.Done<TerminateInstance.Ended>(var ended)
          && ended.state() == InstanceState.FAILED) {
        log.add(Kind.LAUNCH_UNDONE, row.id());
      }
      return false;
    }
    if (boot.read(row.id(), Optional.of(execution.id()))
            instanceof Outcome.Done<ReadBoot.Boot>(var now)
        && now.gone()) {
      return true;
    }
    return terminate.stop(instances.find(row.id()).orElseThrow(), "")
            instanceof Outcome.Done<TerminateInstance.Ended>(var ended)
        && ended.gone();
  }

  private void succeed(Unfinished execution, ReconcileReport.Log log) {
    if (executions.succeed(execution.id())) {
      log.add(Kind.EXECUTION_SUCCEEDED, execution.id());
    }
  }

  private static Problem problem(ExecutionKind kind) {
    return Problem.of(
        ProblemType.DEADLINE_PASSED,
        switch (kind) {
          case PROVISION ->
              "The instance could not be made in time; nothing of it is left. Try again.";
          case STOP -> "The stop took too long. It goes on by itself; look again in a few minutes.";
        });
  }
}
