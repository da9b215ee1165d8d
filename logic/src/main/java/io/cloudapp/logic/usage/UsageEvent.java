package io.cloudapp.logic.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * One finished execution, as the statistics read it; one line of JSON.
 *
 * @param finishedSeconds from the request to the end, in seconds
 * @param test whether an admin tried a draft with it, which says nothing of normal use
 * @param problem the slug of what went wrong; empty when nothing did
 */
public record UsageEvent(
    String eventId,
    Type type,
    Instant at,
    String executionId,
    String instanceId,
    String userId,
    String username,
    String configuration,
    int configurationVersion,
    String instanceType,
    Instant requestedAt,
    double finishedSeconds,
    Optional<Instant> launchedAt,
    Optional<Instant> endedAt,
    boolean forced,
    Optional<String> problem,
    boolean test) {

  /** What happened. */
  public enum Type {
    INSTANCE_PROVISIONED,
    INSTANCE_STOPPED,
    PROVISION_FAILED,
    STOP_FAILED
  }
}
