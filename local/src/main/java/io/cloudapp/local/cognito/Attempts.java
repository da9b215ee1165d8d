package io.cloudapp.local.cognito;

import java.time.Duration;
import java.time.Instant;

/**
 * Failed sign-ins of a user and the lockout they cause: from the fifth on, 2^(n-5) seconds, at most
 * 15 minutes (Amazon Cognito developer guide, "Lockout behavior for failed sign-in attempts").
 *
 * @param failures failures in a row, attempts during a lockout not counted
 */
record Attempts(int failures, Instant lastTry) {

  static final Attempts NONE = new Attempts(0, Instant.EPOCH);

  private static final int FREE_FAILURES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  Attempts failed(Instant now) {
    var quiet = !now.isBefore(lastTry.plus(LONGEST));
    return new Attempts(quiet ? 1 : failures + 1, now);
  }

  boolean lockedAt(Instant now) {
    return failures >= FREE_FAILURES && now.isBefore(lastTry.plus(lockout()));
  }

  private Duration lockout() {
    var doublings = Math.min(failures - FREE_FAILURES, 10);
    var lockout = Duration.ofSeconds(1L << doublings);
    return lockout.compareTo(LONGEST) < 0 ? lockout : LONGEST;
  }
}
