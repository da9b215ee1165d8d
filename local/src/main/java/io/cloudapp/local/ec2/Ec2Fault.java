package io.cloudapp.local.ec2;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * A misfortune that EC2 can be told to have.
 *
 * <p>As JSON, {@code kind} names it: {@code {"kind":"NoCapacity","zone":"eu-west-1a"}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Ec2Fault.NoCapacity.class, name = "NoCapacity"),
  @JsonSubTypes.Type(value = Ec2Fault.InstanceLimit.class, name = "InstanceLimit"),
  @JsonSubTypes.Type(value = Ec2Fault.Throttled.class, name = "Throttled"),
  @JsonSubTypes.Type(value = Ec2Fault.LostAnswer.class, name = "LostAnswer"),
  @JsonSubTypes.Type(value = Ec2Fault.BootNeverEnds.class, name = "BootNeverEnds"),
  @JsonSubTypes.Type(value = Ec2Fault.BootImpaired.class, name = "BootImpaired"),
  @JsonSubTypes.Type(value = Ec2Fault.BootFails.class, name = "BootFails"),
  @JsonSubTypes.Type(value = Ec2Fault.StopNeverEnds.class, name = "StopNeverEnds")
})
public sealed interface Ec2Fault {

  /** The operation name that stands for every operation. */
  String EVERY_OPERATION = "*";

  /**
   * A launch is refused with {@code InsufficientInstanceCapacity}.
   *
   * @param zone for example {@code eu-west-1a}; empty means every zone
   * @param instanceType for example {@code t3.micro}; empty means every type
   */
  record NoCapacity(String zone, String instanceType) implements Ec2Fault {

    public NoCapacity {
      zone = Optional.ofNullable(zone).orElse("");
      instanceType = Optional.ofNullable(instanceType).orElse("");
    }

    boolean concerns(String launchZone, String launchType) {
      return (zone.isEmpty() || zone.equals(launchZone))
          && (instanceType.isEmpty() || instanceType.equals(launchType));
    }
  }

  /** A launch is refused with {@code InstanceLimitExceeded}. */
  record InstanceLimit() implements Ec2Fault {}

  /**
   * A request is refused with {@code RequestLimitExceeded} before anything was done.
   *
   * @param operation for example {@code RunInstances}; {@code *} or empty means every operation
   */
  record Throttled(String operation) implements Ec2Fault {

    public Throttled {
      operation = orEvery(operation);
    }
  }

  /**
   * A request is carried out, and yet answered with {@code InternalError}: its caller cannot know.
   *
   * @param operation as for {@link Throttled}
   */
  record LostAnswer(String operation) implements Ec2Fault {

    public LostAnswer {
      operation = orEvery(operation);
    }
  }

  /** A launched instance stays pending. */
  record BootNeverEnds() implements Ec2Fault {}

  /** A launched instance runs, and its status check stays impaired. */
  record BootImpaired() implements Ec2Fault {}

  /** A launched instance ends as terminated with {@code Client.InternalError}. */
  record BootFails() implements Ec2Fault {}

  /** A stopped instance stays stopping, also when it is stopped by force. */
  record StopNeverEnds() implements Ec2Fault {}

  private static String orEvery(String operation) {
    return operation == null || operation.isEmpty() ? EVERY_OPERATION : operation;
  }
}
