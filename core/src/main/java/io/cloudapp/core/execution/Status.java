package io.cloudapp.core.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One message on the login queue: what a workflow says of its execution. It never holds a secret.
 *
 * @param eventId the same for a repeated announcement, so that a doubled one changes nothing
 * @param executionState where the execution stands now, when the announcement moves it
 * @param steps the steps that changed
 * @param failure why the execution failed, when it did
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Status(
    String eventId,
    String executionId,
    Instant at,
    Optional<ExecutionState> executionState,
    List<StepChange> steps,
    Optional<Failure> failure) {

  public Status {
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(at, "at");
    executionState = executionState == null ? Optional.empty() : executionState;
    steps = steps == null ? List.of() : List.copyOf(steps);
    failure = failure == null ? Optional.empty() : failure;
  }

  /** What became of one step; {@code attempts} 0 means unsaid. */
  public record StepChange(Step name, StepState state, int attempts, String reason) {
    public StepChange {
      reason = Objects.requireNonNullElse(reason, "");
    }
  }

  /**
   * A workflow's error as Step Functions gives it: for a service, its status and problem document.
   */
  public record Failure(String error, String cause) {}
}
