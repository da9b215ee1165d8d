package io.cloudapp.core.execution;

import io.cloudapp.core.api.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One provision or stop request and its workflow run, as the API shows it.
 *
 * @param instanceId the instance it provisions or stops
 * @param requestedBy the user name
 * @param forced whether an admin stops it by force
 * @param reason why it is stopped; empty when nobody said
 * @param problem why it failed, when it did
 */
public record Execution(
    String id,
    ExecutionKind kind,
    ExecutionState state,
    String configuration,
    String instanceId,
    String requestedBy,
    Instant requestedAt,
    Optional<Instant> finishedAt,
    boolean forced,
    String reason,
    List<ExecutionStep> steps,
    Estimate estimate,
    Optional<Problem> problem) {

  public Execution {
    steps = List.copyOf(steps);
  }

  /** How long executions like this one take, from earlier runs; whole seconds. */
  public record Estimate(int p50Seconds, int p95Seconds) {}

  /**
   * One step of the execution.
   *
   * @param attempts how often it was tried, 0 while it waits
   * @param reason why it is retried, failed or was undone; empty otherwise
   */
  public record ExecutionStep(
      Step name,
      StepState state,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      int attempts,
      String reason) {}
}
