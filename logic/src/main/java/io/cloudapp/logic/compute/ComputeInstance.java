package io.cloudapp.logic.compute;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as EC2 describes it.
 *
 * @param host public DNS name, else public address, else private address
 * @param instanceType for example {@code t3.micro}
 * @param stateReason why EC2 moved it there; empty when it does not say
 */
public record ComputeInstance(
    String ec2InstanceId,
    State state,
    Optional<String> host,
    Instant launchedAt,
    String stateReason,
    Map<String, String> tags,
    String instanceType) {

  public ComputeInstance {
    tags = Map.copyOf(tags);
  }

  /** One of a type that does not matter. */
  public ComputeInstance(
      String ec2InstanceId,
      State state,
      Optional<String> host,
      Instant launchedAt,
      String stateReason,
      Map<String, String> tags) {
    this(ec2InstanceId, state, host, launchedAt, stateReason, tags, "");
  }

  /** EC2's instance states. */
  public enum State {
    PENDING,
    RUNNING,
    STOPPING,
    STOPPED,
    SHUTTING_DOWN,
    TERMINATED;

    /** Whether it can still run or be started again. */
    public boolean isLiving() {
      return this != SHUTTING_DOWN && this != TERMINATED;
    }
  }
}
