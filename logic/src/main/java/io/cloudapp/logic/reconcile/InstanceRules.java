package io.cloudapp.logic.reconcile;

import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.ScheduleStore;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.instance.TerminateInstance.Ended;
import io.cloudapp.logic.notice.EndReason;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings rows and EC2 together where no workflow is at work.
 *
 * <p>What somebody asked for, and an end that was announced with the launch, is carried out however
 * many there are; the other endings share the bound of the run.
 */
@Singleton
final class InstanceRules {

  /** A stopped instance still costs its disk. */
  private static final Duration KEEP_STOPPED = Duration.ofHours(24);

  /** By then EC2 shows the stop and no state from before it. */
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private final TerminateInstance terminate;
  private final LifetimeRules lifetimes;
  private final ScheduleStore schedules;
  private final Compute compute;
  private final Clock clock;

  InstanceRules(
      TerminateInstance terminate,
      LifetimeRules lifetimes,
      ScheduleStore schedules,
      Compute compute,
      Clock clock) {
    this.terminate = terminate;
    this.lifetimes = lifetimes;
    this.schedules = schedules;
    this.compute = compute;
    this.clock = clock;
  }

  /**
   * @param rows as they are after EC2 was listed
   * @param busy the ids of instances that an execution works on
   */
  void apply(
      List<InstanceRow> rows,
      List<ComputeInstance> seen,
      Set<String> busy,
      ReconcileReport.Log log) {
    var living =
        seen.stream()
            .collect(Collectors.toUnmodifiableMap(ComputeInstance::ec2InstanceId, it -> it));
    var scheduled = schedules.ofRunning();
    for (var row : rows) {
      if (!busy.contains(row.id())) {
        var schedule = Optional.ofNullable(scheduled.get(row.id()));
        log.attempt(row.id(), () -> apply(row, schedule, living, log));
      }
    }
  }

  private void apply(
      InstanceRow row,
      Optional<InstanceSchedule> schedule,
      Map<String, ComputeInstance> living,
      ReconcileReport.Log log) {
    switch (row.state()) {
      case PENDING -> undoLeft(row, log);
      case RUNNING -> applyToRunning(row, schedule, living, log);
      case STOPPING ->
          add(
              row.undoing() ? terminate.undo(row) : terminate.stop(row, ""),
              row.undoing() ? Kind.LAUNCH_UNDONE : Kind.STOP_FINISHED,
              row,
              log);
      case STOPPED -> applyToStopped(row, living, log);
      case TERMINATED, FAILED -> {}
    }
  }

  /** A launch that no execution works on any more and nobody was given. */
  private void undoLeft(InstanceRow row, ReconcileReport.Log log) {
    log.attemptKill(row.id(), () -> add(terminate.undo(row), Kind.LAUNCH_UNDONE, row, log));
  }

  private void applyToRunning(
      InstanceRow row,
      Optional<InstanceSchedule> schedule,
      Map<String, ComputeInstance> living,
      ReconcileReport.Log log) {
    if (row.loginPublishedAt().isEmpty()) {
      undoLeft(row, log);
      return;
    }
    var over = lifetimes.over(row, schedule);
    if (over.isPresent()) {
      lifetimes.tellEnd(row, over.get().reason());
      add(terminate.stop(row, over.get().sentence()), over.get().kind(), row, log);
    } else if (isGone(row, living)) {
      lifetimes.tellEnd(row, EndReason.GONE);
      var reason = "AWS shows that it was ended outside of CloudApp.";
      add(terminate.stop(row, reason), Kind.FOUND_GONE, row, log);
    } else {
      lifetimes.warn(row, schedule);
      row.ec2InstanceId().map(living::get).ifPresent(seen -> lifetimes.correctTag(row, seen, log));
    }
  }

  private void applyToStopped(
      InstanceRow row, Map<String, ComputeInstance> living, ReconcileReport.Log log) {
    var since = row.endedAt().orElse(row.requestedAt());
    if (since.plus(SETTLED).isBefore(clock.instant()) && isUpAgain(row)) {
      log.attemptKill(row.id(), () -> add(terminate.stop(row, ""), Kind.DISPOSED, row, log));
      return;
    }
    if (since.plus(KEEP_STOPPED).isBefore(clock.instant()) || isGone(row, living)) {
      add(terminate.stop(row, ""), Kind.DISPOSED, row, log);
    }
  }

  /** Whoever starts it again outside of CloudApp has an instance that counts for nobody. */
  private boolean isUpAgain(InstanceRow row) {
    return row.ec2InstanceId()
        .flatMap(compute::find)
        .filter(it -> it.state() == State.PENDING || it.state() == State.RUNNING)
        .isPresent();
  }

  /** Asks again for the one that the list does not have: lists are eventually consistent. */
  private boolean isGone(InstanceRow row, Map<String, ComputeInstance> living) {
    return row.ec2InstanceId()
        .filter(id -> !living.containsKey(id))
        .filter(id -> compute.find(id).filter(it -> it.state().isLiving()).isEmpty())
        .isPresent();
  }

  private static void add(
      Outcome<Ended> outcome, Kind kind, InstanceRow row, ReconcileReport.Log log) {
    switch (outcome) {
      case Outcome.Done<Ended>(var ended) -> {
        if (ended.state() != row.state() || row.state() == InstanceState.STOPPING) {
          log.add(kind, row.id());
        }
      }
      case Outcome.Refused<Ended>(var _) -> log.add(Kind.DEFERRED, row.id());
    }
  }
}
