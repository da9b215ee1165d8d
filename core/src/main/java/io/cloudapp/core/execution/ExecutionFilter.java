package io.cloudapp.core.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * Which executions a list shows; what is empty leaves nothing out.
 *
 * @param user the name of who asked for them
 * @param instance the id of the instance they provision or stop
 * @param from the first moment of the requests
 * @param to the first moment that is too late
 */
public record ExecutionFilter(
    Optional<ExecutionState> state,
    Optional<ExecutionKind> kind,
    Optional<String> user,
    Optional<String> configuration,
    Optional<String> instance,
    Optional<Instant> from,
    Optional<Instant> to) {

  public static ExecutionFilter none() {
    return new ExecutionFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
