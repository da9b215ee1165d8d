package io.cloudapp.local.ec2;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why an instance stops or ends, in EC2's words.
 *
 * @param reason of the transition, empty where AWS gives none
 * @param code of the state reason, for example {@code Client.UserInitiatedShutdown}
 */
record Cause(String reason, String code, String message) {

  static Cause userInitiated(Instant now) {
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new Cause(
        "User initiated (" + time.replace('T', ' ').replace("Z", " GMT") + ")",
        "Client.UserInitiatedShutdown",
        "User initiated shutdown");
  }

  static Cause fromWithin() {
    return new Cause("", "Client.InstanceInitiatedShutdown", "Instance initiated shutdown");
  }

  static Cause failedLaunch() {
    return new Cause("Server.InternalError", "Client.InternalError", "Client error on launch");
  }
}
