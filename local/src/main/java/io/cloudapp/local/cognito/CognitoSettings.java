package io.cloudapp.local.cognito;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Where user pools live and whom they call.
 *
 * @param issuers what an issuer begins with, without a slash at the end; the pool's id follows
 * @param folder where the pools outlive the process; empty keeps them in memory only
 * @param triggerTimeout how long one attempt to call a function may last
 * @param authenticationsPerSecond above it a pool answers TooManyRequestsException
 */
public record CognitoSettings(
    String region,
    String account,
    URI issuers,
    Clock clock,
    Triggers triggers,
    Mail mail,
    Optional<Path> folder,
    Duration triggerTimeout,
    int authenticationsPerSecond) {

  /** Cognito's default quota for the UserAuthentication category. */
  public static final int DEFAULT_AUTHENTICATIONS_PER_SECOND = 120;

  // Not adjustable in Cognito either.
  private static final Duration TRIGGER_TIMEOUT = Duration.ofSeconds(5);

  public CognitoSettings {
    if (issuers.toString().endsWith("/")) {
      throw new IllegalArgumentException("The issuers' address ends with a slash: " + issuers);
    }
    if (authenticationsPerSecond < 1) {
      throw new IllegalArgumentException("At least one authentication a second must be allowed.");
    }
  }

  /** Pools in memory, with the limits of Cognito. */
  public CognitoSettings(
      String region, String account, URI issuers, Clock clock, Triggers triggers, Mail mail) {
    this(
        region,
        account,
        issuers,
        clock,
        triggers,
        mail,
        Optional.empty(),
        TRIGGER_TIMEOUT,
        DEFAULT_AUTHENTICATIONS_PER_SECOND);
  }

  public CognitoSettings keptIn(Path folder) {
    return new CognitoSettings(
        region,
        account,
        issuers,
        clock,
        triggers,
        mail,
        Optional.of(folder),
        triggerTimeout,
        authenticationsPerSecond);
  }

  public CognitoSettings allowing(int authenticationsPerSecond) {
    return new CognitoSettings(
        region,
        account,
        issuers,
        clock,
        triggers,
        mail,
        folder,
        triggerTimeout,
        authenticationsPerSecond);
  }

  public CognitoSettings waitingForTriggers(Duration triggerTimeout) {
    return new CognitoSettings(
        region,
        account,
        issuers,
        clock,
        triggers,
        mail,
        folder,
        triggerTimeout,
        authenticationsPerSecond);
  }

  String issuer(String poolId) {
    return issuers + "/" + poolId;
  }
}
