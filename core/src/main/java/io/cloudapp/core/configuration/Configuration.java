package io.cloudapp.core.configuration;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A versioned, named recipe for an instance.
 *
 * @param name lower-case letters, digits and dashes, 1–40 characters
 * @param version counted from 1, never changed once written
 * @param ami the SSM public parameter that names the AMI, or an AMI id
 * @param loginUser the account that the AMI's cloud-init gives the key to
 * @param instanceType for example {@code t3.micro}
 * @param packages names for the distribution's package manager
 * @param setupScript run once as root by cloud-init; may be empty
 * @param maximumLifetimeHours 1–720, after which the instance is ended
 */
public record Configuration(
    String name,
    int version,
    boolean enabled,
    String description,
    String ami,
    String loginUser,
    String instanceType,
    Disk disk,
    List<String> packages,
    String setupScript,
    List<IngressRule> ingress,
    int maximumLifetimeHours,
    Instant changedAt) {

  public Configuration {
    Objects.requireNonNull(name, "name");
    packages = List.copyOf(packages);
    ingress = List.copyOf(ingress);
  }

  /** The root disk, always encrypted; {@code sizeGigabytes} 8–1024, {@code type} gp3 or gp2. */
  public record Disk(int sizeGigabytes, String type) {}

  /** Who may reach a TCP port; {@code cidr} is never the world for port 22. */
  public record IngressRule(int port, String cidr, String description) {}
}
