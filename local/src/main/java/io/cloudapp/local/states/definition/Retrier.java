package io.cloudapp.local.states.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code Retry}.
 *
 * @param maxAttempts retries, not counting the first try; 0 means never
 */
public record Retrier(
    List<String> errors,
    Duration interval,
    double backoffRate,
    int maxAttempts,
    Optional<Duration> maxDelay,
    boolean fullJitter) {

  public Retrier {
    errors = List.copyOf(errors);
  }

  /**
   * The delay before a retry, before jitter.
   *
   * @param retry 0 for the first retry
   */
  public Duration delay(int retry) {
    var limit = maxDelay.map(Duration::toMillis).orElse(Long.MAX_VALUE);
    var millis = interval.toMillis() * Math.pow(backoffRate, retry);
    return Duration.ofMillis((long) Math.min(millis, limit));
  }
}
