package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a workflow its work; a doubled or restarted run gets the same answer. */
@Singleton
public final class ClaimRequest {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimRequest.class);

  /** Leaves an Express execution, which lives 300 s, the time to undo and to say so. */
  private static final Duration TIME_TO_CHANGE = Duration.ofSeconds(240);

  private final Jdbi jdbi;
  private final ExecutionStore executions;
  private final StepStore steps;
  private final Duration timeToObeyForce;
  private final Clock clock;

  /**
   * @param timeToObeyForce a system that has not stopped by then will not
   */
  ClaimRequest(
      Jdbi jdbi,
      ExecutionStore executions,
      StepStore steps,
      @Property(name = "cloudapp.time-to-obey-force", defaultValue = "120s")
          Duration timeToObeyForce,
      Clock clock) {
    this.jdbi = jdbi;
    this.executions = executions;
    this.steps = steps;
    this.timeToObeyForce = timeToObeyForce;
    this.clock = clock;
  }

  public Claim claim(String executionId) {
    return jdbi.inTransaction(handle -> claim(handle, executionId));
  }

  private Claim claim(Handle handle, String executionId) {
    var locked = executions.lock(handle, executionId);
    if (locked.isEmpty()) {
      LOG.warn("A workflow asked for the unknown execution {}", executionId);
      return new Claim.Nothing();
    }
    if (locked.get().state().isFinal()) {
      return new Claim.Nothing();
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var startedAt = executions.run(handle, executionId, now);
    steps.change(handle, executionId, change(Step.START_WORKFLOW, StepState.SUCCEEDED), now);
    steps.change(handle, executionId, change(first(locked.get().kind()), StepState.RUNNING), now);
    executions.touch(handle, executionId);
    return proceed(handle, executionId, startedAt);
  }

  private Claim proceed(Handle handle, String executionId, Instant startedAt) {
    var execution = executions.find(handle, executionId, Viewer.system()).orElseThrow().execution();
    return new Claim.Proceed(
        executionId,
        execution.kind(),
        execution.instanceId(),
        execution.forced(),
        execution.configuration(),
        execution.requestedBy(),
        startedAt.plus(timeToObeyForce),
        startedAt.plus(TIME_TO_CHANGE));
  }

  private static Step first(ExecutionKind kind) {
    return switch (kind) {
      case PROVISION -> Step.LAUNCH_INSTANCE;
      case STOP -> Step.TERMINATE_INSTANCE;
    };
  }

  private static StepChange change(Step step, StepState state) {
    return new StepChange(step, state, 0, "");
  }
}
