package io.cloudapp.logic.instance;

import io.cloudapp.core.instance.InstanceState;
import java.time.Instant;
import java.util.Optional;

/**
 * An instance as the database keeps it.
 *
 * @param id also the id of the execution that provisions it
 * @param generation grows with every change of state
 * @param undoing whether it is STOPPING because its launch is taken back
 * @param launch what was resolved for the launch; empty before the first try
 * @param attempt how many zones have refused for capacity
 * @param latestExpiryAt until when the lifetime can be extended
 * @param unknownSightings how often in a row EC2 said that it does not know it
 * @param unknownSince when EC2 said so for the first time
 * @param endEvidence what EC2 answered of an instance that it does not know
 * @param clientToken the token of the try under way; saved before EC2 is called
 */
public record InstanceRow(
    String id,
    String ownerId,
    String configuration,
    int configurationVersion,
    InstanceState state,
    int generation,
    boolean undoing,
    Optional<FrozenLaunch> launch,
    int attempt,
    Optional<String> zone,
    Optional<String> clientToken,
    Optional<Instant> launchCalledAt,
    Optional<String> ec2InstanceId,
    Optional<String> host,
    String loginUser,
    LoginState loginState,
    Optional<Instant> loginPublishedAt,
    Optional<String> keyPairName,
    Optional<String> secretName,
    Instant requestedAt,
    Optional<Instant> launchedAt,
    Instant expiresAt,
    Instant latestExpiryAt,
    Optional<Instant> endedAt,
    String stopReason,
    int unknownSightings,
    Optional<Instant> unknownSince,
    String endEvidence) {

  /** Whether EC2 may have an instance for it whose id we never learned. */
  boolean mayHaveLaunchedUnseen() {
    return ec2InstanceId.isEmpty() && clientToken.isPresent();
  }

  boolean isPublished() {
    return loginPublishedAt.isPresent();
  }

  /** Whether its last word is said. */
  boolean isOver() {
    return state == InstanceState.TERMINATED || state == InstanceState.FAILED;
  }
}
