package io.cloudapp.logic.compute;

/** What EC2 made of a launch. */
public sealed interface LaunchOutcome {

  record Launched(String ec2InstanceId) implements LaunchOutcome {}

  /** A definitive refusal: this zone has no room, another may. */
  record NoCapacity() implements LaunchOutcome {}

  /** A definitive refusal that another zone does not cure. */
  record Refused(String code) implements LaunchOutcome {}

  /** A throttle or no answer: it may have been launched; only the same order may follow. */
  record Unknown() implements LaunchOutcome {}
}
