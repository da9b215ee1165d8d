package io.cloudapp.logic.instance;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps count of EC2's answers that it does not know an instance, and forgets the instance when
 * they are enough.
 *
 * <p>One such answer proves nothing: EC2 shows late what it has launched. Several that are seconds
 * apart, long after the launch and with none that shows it in between, are taken as the truth. What
 * was asked and answered stays with the row and goes to the audit log.
 */
@Singleton
final class UnknownInstances {

  private static final int ENOUGH = 3;

  /** What comes sooner after another is the same answer once more. */
  private static final Duration APART = Duration.ofSeconds(2);

  private static final Duration FOR_SOME_TIME = Duration.ofSeconds(10);

  private static final int LONGEST_EVIDENCE = 4000;

  private final Jdbi jdbi;
  private final AuditLog audit;
  private final Clock clock;

  UnknownInstances(Jdbi jdbi, AuditLog audit, Clock clock) {
    this.jdbi = jdbi;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Notes that EC2 does not know it.
   *
   * @param operation what EC2 was asked, for example {@code DescribeInstances}
   */
  void note(InstanceRow row, String operation) {
    var now = clock.instant();
    var line =
        "%s %s %s: InvalidInstanceID.NotFound\n"
            .formatted(
                now.truncatedTo(ChronoUnit.MILLIS), operation, row.ec2InstanceId().orElse(""));
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update instances
                    set unknown_since = coalesce(unknown_since, :now),
                      unknown_sightings = unknown_sightings
                        + case when unknown_last_at > :justBefore then 0 else 1 end,
                      unknown_last_at =
                        case when unknown_last_at > :justBefore then unknown_last_at else :now end,
                      end_evidence = case
                        when length(end_evidence) + length(:line) > :longest then end_evidence
                        else end_evidence || :line end
                    where id = :id and state not in ('TERMINATED', 'FAILED')
                    """)
                .bind("id", row.id())
                .bind("now", at(now))
                .bind("justBefore", at(now.minus(APART)))
                .bind("line", line)
                .bind("longest", LONGEST_EVIDENCE)
                .execute());
  }

  /** Takes everything back: EC2 shows it. */
  void clear(InstanceRow row) {
    if (row.unknownSince().isEmpty()) {
      return;
    }
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update instances
                    set unknown_since = null, unknown_last_at = null, unknown_sightings = 0,
                      end_evidence = ''
                    where id = :id
                    """)
                .bind("id", row.id())
                .execute());
  }

  /** Whether EC2 has said so often enough and for long enough. */
  boolean isProven(InstanceRow row) {
    return row.unknownSightings() >= ENOUGH
        && row.unknownSince()
            .filter(since -> !since.plus(FOR_SOME_TIME).isAfter(clock.instant()))
            .isPresent();
  }

  /** Ends the row of an instance that is proven to be unknown, and says so in the audit log. */
  void forget(InstanceRow row, InstanceState end) {
    jdbi.useTransaction(
        transaction -> {
          if (markEnded(transaction, row, end)) {
            audit.record(
                transaction,
                AuditEvent.bySystem(
                    AuditAction.INSTANCE_FORGOTTEN,
                    AuditOutcome.DONE,
                    "instance/" + row.id(),
                    row.endEvidence().strip()));
          }
        });
  }

  private boolean markEnded(Handle transaction, InstanceRow row, InstanceState end) {
    return transaction
            .createUpdate(
                """
                update instances
                set state = :end, generation = generation + 1, login_state = 'NONE',
                  ended_at = coalesce(ended_at, :now)
                where id = :id and generation = :generation
                  and state not in ('TERMINATED', 'FAILED')
                """)
            .bind("id", row.id())
            .bind("generation", row.generation())
            .bind("end", end.name())
            .bind("now", at(clock.instant()))
            .execute()
        == 1;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
