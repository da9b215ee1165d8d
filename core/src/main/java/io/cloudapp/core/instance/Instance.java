package io.cloudapp.core.instance;

import java.time.Instant;
import java.util.Optional;

/**
 * An instance as the API shows it. Its id is the id of the execution that provisioned it, so one
 * accepted request cannot have two.
 *
 * @param owner the user name
 * @param loginAvailable whether login details wait to be revealed
 * @param stopReason why it ended, when it did; empty otherwise
 * @param test whether an admin launched it to try a draft; nobody else sees it
 * @param latestExpiryAt until when its lifetime can be extended
 * @param schedule when it ends every week; empty when it has none
 * @param forcedStop the last one that an admin asked for
 * @param endEvidence for admins, what EC2 answered of one that it no longer knew; else empty
 */
public record Instance(
    String id,
    Optional<String> ec2InstanceId,
    String owner,
    String configuration,
    int configurationVersion,
    InstanceState state,
    Optional<String> host,
    String loginUser,
    boolean loginAvailable,
    Instant requestedAt,
    Optional<Instant> launchedAt,
    Instant expiresAt,
    String stopReason,
    boolean test,
    Instant latestExpiryAt,
    Optional<InstanceSchedule> schedule,
    Optional<ForcedStop> forcedStop,
    String endEvidence) {

  /** One whose lifetime cannot be extended, without a schedule and a forced stop. */
  public Instance(
      String id,
      Optional<String> ec2InstanceId,
      String owner,
      String configuration,
      int configurationVersion,
      InstanceState state,
      Optional<String> host,
      String loginUser,
      boolean loginAvailable,
      Instant requestedAt,
      Optional<Instant> launchedAt,
      Instant expiresAt,
      String stopReason,
      boolean test) {
    this(
        id,
        ec2InstanceId,
        owner,
        configuration,
        configurationVersion,
        state,
        host,
        loginUser,
        loginAvailable,
        requestedAt,
        launchedAt,
        expiresAt,
        stopReason,
        test,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  /** When it ends by itself: its lifetime is over, or its schedule says so. */
  public Instant endsAt() {
    return schedule
        .map(InstanceSchedule::nextAt)
        .filter(next -> next.isBefore(expiresAt))
        .orElse(expiresAt);
  }

  /** The warning that its owner needs now. */
  public Optional<EndWarning> warning(Instant now) {
    return state == InstanceState.RUNNING
        ? EndWarning.of(launchedAt.orElse(requestedAt), endsAt(), now)
        : Optional.empty();
  }
}
