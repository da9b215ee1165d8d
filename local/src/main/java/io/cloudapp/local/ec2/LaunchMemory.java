package io.cloudapp.local.ec2;

import java.time.Instant;
import java.util.List;

/**
 * What EC2 remembers of a launch with a client token.
 *
 * @param scope the zone that the request named, or the region when it named none, and the token
 * @param fingerprint of all parameters but the token and the zone
 * @param forgottenAt for an ended launch; {@link Instant#MAX} while an instance is remembered. AWS
 *     keeps a token for at least 24 hours after the termination.
 */
record LaunchMemory(
    String scope,
    String fingerprint,
    String reservationId,
    List<String> instanceIds,
    Instant forgottenAt) {

  LaunchMemory {
    instanceIds = List.copyOf(instanceIds);
  }

  LaunchMemory forgottenAt(Instant time) {
    return new LaunchMemory(scope, fingerprint, reservationId, instanceIds, time);
  }
}
