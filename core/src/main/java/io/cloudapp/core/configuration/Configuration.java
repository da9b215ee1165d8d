package io.cloudapp.core.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
 * @param quotaPerUser how many instances of it one person may have at a time; empty for no limit
 *     but the person's own
 * @param tags put on the instance and its disk, beside our own
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
    Optional<Integer> quotaPerUser,
    Access access,
    Map<String, String> tags,
    Instant changedAt) {

  /** What versions written before there were tags, quotas and groups leave out is filled in. */
  public Configuration {
    Objects.requireNonNull(name, "name");
    packages = List.copyOf(packages);
    ingress = List.copyOf(ingress);
    quotaPerUser = quotaPerUser == null ? Optional.empty() : quotaPerUser;
    access = access == null ? Access.forEveryone() : access;
    tags = tags == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** One for everyone, without tags or a quota of its own. */
  public Configuration(
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
    this(
        name,
        version,
        enabled,
        description,
        ami,
        loginUser,
        instanceType,
        disk,
        packages,
        setupScript,
        ingress,
        maximumLifetimeHours,
        Optional.empty(),
        Access.forEveryone(),
        Map.of(),
        changedAt);
  }

  /** The same content as another version. */
  public Configuration as(int newVersion, boolean nowEnabled, Instant newChangedAt) {
    return new Configuration(
        name,
        newVersion,
        nowEnabled,
        description,
        ami,
        loginUser,
        instanceType,
        disk,
        packages,
        setupScript,
        ingress,
        maximumLifetimeHours,
        quotaPerUser,
        access,
        tags,
        newChangedAt);
  }

  /** Whether the two make the same instances for the same people, whatever their numbers. */
  public boolean isSameRecipeAs(Configuration other) {
    return equals(other.as(version, enabled, changedAt));
  }

  /** The root disk, always encrypted; {@code sizeGigabytes} 8–1024, {@code type} gp3 or gp2. */
  public record Disk(int sizeGigabytes, String type) {

    @JsonProperty(value = "encrypted", access = JsonProperty.Access.READ_ONLY)
    public boolean isEncrypted() {
      return true;
    }
  }

  /** Who may reach a TCP port; {@code cidr} is never the world for port 22. */
  public record IngressRule(int port, String cidr, String description) {}

  /**
   * Who sees and uses a configuration.
   *
   * @param groups the directory's groups that do, unless everyone does
   */
  public record Access(boolean everyone, Set<String> groups) {

    public Access {
      groups = groups == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(groups));
      if (everyone == !groups.isEmpty()) {
        throw new IllegalArgumentException("Either everyone or some groups");
      }
    }

    public static Access forEveryone() {
      return new Access(true, Set.of());
    }

    public static Access forGroups(Set<String> groups) {
      return new Access(false, groups);
    }

    /** Whether somebody in these groups may. */
    public boolean allows(Set<String> theirs) {
      return everyone || groups.stream().anyMatch(theirs::contains);
    }
  }
}
