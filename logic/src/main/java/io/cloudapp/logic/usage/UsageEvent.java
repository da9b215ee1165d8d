package io.cloudapp.logic.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Something that the statistics count; one line of JSON, whose properties are the columns of the
 * table of usage events.
 */
sealed interface UsageEvent {

  /** Grows when properties change their meaning; events without it are of the first schema. */
  int SCHEMA_VERSION = 2;

  /** The same for every delivery of the same event. */
  String eventId();

  /** The time that says to which day it belongs. */
  Instant requestedAt();

  /** Of the partition, in UTC. */
  default LocalDate day() {
    return LocalDate.ofInstant(requestedAt(), ZoneOffset.UTC);
  }

  /** What happened. */
  enum Type {
    INSTANCE_PROVISIONED,
    INSTANCE_STOPPED,
    PROVISION_FAILED,
    STOP_FAILED,
    INSTANCE_ENDED,
    SIGNED_IN
  }

  /**
   * An execution that finished.
   *
   * @param at the end, as far as it is known when the event is written
   * @param userId whoever asked for it
   * @param diskGigabytes of the root disk; empty when it was never resolved
   * @param finishedSeconds from the request to {@code at}
   * @param usableAt when the login details of a provisioned instance were there
   * @param usableSeconds from the request to {@code usableAt}
   * @param test whether an admin tried a draft with it, which says nothing of normal use
   * @param problem the slug of what went wrong; empty when nothing did
   */
  record ExecutionFinished(
      int schemaVersion,
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
      Optional<Integer> diskGigabytes,
      Optional<String> diskType,
      Instant requestedAt,
      double finishedSeconds,
      Optional<Instant> usableAt,
      Optional<Double> usableSeconds,
      Optional<Instant> launchedAt,
      Optional<Instant> endedAt,
      boolean forced,
      Optional<String> problem,
      boolean test)
      implements UsageEvent {}

  /**
   * An instance that ran and ended, whoever or whatever ended it.
   *
   * @param requestedAt the same as {@code endedAt}: nobody need have asked for it
   */
  record InstanceEnded(
      int schemaVersion,
      String eventId,
      Type type,
      Instant at,
      String instanceId,
      String configuration,
      Instant requestedAt,
      Instant launchedAt,
      Instant endedAt,
      boolean test)
      implements UsageEvent {

    static InstanceEnded of(
        String instanceId, String configuration, Instant launched, Instant ended, boolean test) {
      return new InstanceEnded(
          SCHEMA_VERSION,
          instanceId + "-instance-ended",
          Type.INSTANCE_ENDED,
          ended,
          instanceId,
          configuration,
          ended,
          launched,
          ended,
          test);
    }
  }

  /** The first sign-in of somebody on a day. */
  record SignedIn(
      int schemaVersion,
      String eventId,
      Type type,
      Instant at,
      String userId,
      String username,
      Instant requestedAt)
      implements UsageEvent {

    static SignedIn of(SignInDays.SignInDay signIn) {
      return new SignedIn(
          SCHEMA_VERSION,
          "%s-signed-in-%s".formatted(signIn.userId(), signIn.day()),
          Type.SIGNED_IN,
          signIn.firstAt(),
          signIn.userId(),
          signIn.username(),
          signIn.firstAt());
    }
  }
}
