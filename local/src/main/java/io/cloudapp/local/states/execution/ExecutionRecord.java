package io.cloudapp.local.states.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * One execution as LocalCloud remembers it.
 *
 * @param stopped empty while it runs, as is {@code outcome}
 */
public record ExecutionRecord(
    ExecutionRequest request,
    Instant started,
    Optional<Instant> stopped,
    Optional<Outcome> outcome) {

  /** AWS's name of the status. */
  public String status() {
    return outcome.map(Outcome::status).orElse("RUNNING");
  }
}
