package io.cloudapp.local.ec2;

import java.time.Duration;

/**
 * How long things take in the local EC2.
 *
 * @param boot from pending to running
 * @param statusChecks from running to two passed status checks
 * @param stop from stopping to stopped
 * @param shutdown from shutting-down to terminated
 * @param maxLag how late, at most, a change shows in what is described; each change takes its own
 *     random part of it
 * @param terminatedVisible how long a terminated instance is still described
 */
public record Ec2Settings(
    Duration boot,
    Duration statusChecks,
    Duration stop,
    Duration shutdown,
    Duration maxLag,
    Duration terminatedVisible) {

  public Ec2Settings {
    for (var duration :
        new Duration[] {boot, statusChecks, stop, shutdown, maxLag, terminatedVisible}) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("A duration of EC2 cannot be negative.");
      }
    }
  }

  /** Times that feel like AWS without its waiting. */
  public static Ec2Settings defaults() {
    return new Ec2Settings(
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofHours(1));
  }

  public Ec2Settings withBoot(Duration boot) {
    return new Ec2Settings(boot, statusChecks, stop, shutdown, maxLag, terminatedVisible);
  }

  public Ec2Settings withMaxLag(Duration maxLag) {
    return new Ec2Settings(boot, statusChecks, stop, shutdown, maxLag, terminatedVisible);
  }
}
