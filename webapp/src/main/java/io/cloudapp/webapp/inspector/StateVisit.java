package io.cloudapp.webapp.inspector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One stay in a state, from entering to leaving it.
 *
 * @param enteredId id of the event with which it began
 * @param left empty while it runs, and where the log does not say
 * @param tries how often its work was begun; 0 for states without work of their own
 * @param error of the last try that failed; empty when none did
 */
record StateVisit(
    String state,
    long enteredId,
    Instant entered,
    Optional<Instant> left,
    StateOutcome outcome,
    int tries,
    String error) {

  int retries() {
    return Math.max(0, tries - 1);
  }

  Optional<Duration> duration() {
    return left.map(end -> Duration.between(entered, end));
  }
}
