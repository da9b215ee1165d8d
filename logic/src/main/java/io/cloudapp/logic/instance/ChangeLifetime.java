package io.cloudapp.logic.instance;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.TagName;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;

/** Lets an instance live longer, for its owner or an admin, as long as its configuration allows. */
@Singleton
public final class ChangeLifetime {

  private final Jdbi jdbi;
  private final InstanceStore instances;
  private final Compute compute;
  private final AuditLog audit;
  private final Clock clock;

  ChangeLifetime(Jdbi jdbi, InstanceStore instances, Compute compute, AuditLog audit, Clock clock) {
    this.jdbi = jdbi;
    this.instances = instances;
    this.compute = compute;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Moves the end. It is named and not added to, so that what is asked for twice happens once.
   *
   * @param wanted later than the present end and not later than the latest
   * @return the end as it is then, in whole seconds
   * @throws io.cloudapp.logic.aws.Unavailable when EC2 does not take the tag; nothing has changed
   */
  public Outcome<Instant> extend(Caller caller, String instanceId, Instant wanted) {
    var found = instances.findFor(caller, instanceId);
    if (found.isEmpty()) {
      return Outcome.refused(
          ProblemType.NOT_FOUND, "There is no such instance, or it is not yours.");
    }
    var row = found.get();
    if (row.state() != InstanceState.PENDING && row.state() != InstanceState.RUNNING) {
      return Outcome.refused(
          ProblemType.INSTANCE_ENDED, "The instance has ended or is being stopped.");
    }
    var until = wanted.truncatedTo(ChronoUnit.SECONDS);
    if (until.isAfter(row.latestExpiryAt())) {
      return refused(
          "The configuration allows no end after %s."
              .formatted(row.latestExpiryAt().truncatedTo(ChronoUnit.SECONDS)));
    }
    if (until.equals(row.expiresAt().truncatedTo(ChronoUnit.SECONDS))) {
      return Outcome.done(until);
    }
    if (until.isBefore(row.expiresAt()) || until.isBefore(clock.instant())) {
      return refused(
          "It lives until %s already. Name a later end, or stop it."
              .formatted(row.expiresAt().truncatedTo(ChronoUnit.SECONDS)));
    }
    // The tag first: by it the instance ends itself, and what lives longer than its row is ended.
    row.ec2InstanceId().ifPresent(id -> compute.tag(id, TagName.EXPIRES_AT, until.toString()));
    return extend(caller, row, until)
        ? Outcome.done(until)
        : Outcome.refused(
            ProblemType.CONFLICT, "Someone changed the instance meanwhile. Look at it again.");
  }

  private boolean extend(Caller caller, InstanceRow row, Instant until) {
    return jdbi.inTransaction(
        transaction -> {
          if (!instances.extend(transaction, row.id(), until)) {
            return false;
          }
          audit.record(
              transaction,
              AuditEvent.done(
                  caller,
                  AuditAction.LIFETIME_EXTENDED,
                  "instance/" + row.id(),
                  "from %s to %s".formatted(row.expiresAt(), until)));
          return true;
        });
  }

  private static Outcome<Instant> refused(String message) {
    return new Outcome.Refused<>(Problem.ofField("expiresAt", message));
  }
}
