package io.cloudapp.logic.audit;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.logic.Ids;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Records what may come in floods, such as refusals, so that nobody can fill the log.
 *
 * <p>Within a minute, what is the same but for its target is written once and then counted. There
 * are only so many different ones in a minute too; the rest is counted in one entry.
 */
@Singleton
public final class FrequentEvents {

  static final int MAXIMUM_PER_MINUTE = 100;

  private static final AuditEvent REST =
      new AuditEvent(
          "",
          "",
          "",
          AuditAction.REQUEST_REFUSED,
          AuditOutcome.REFUSED,
          "",
          "More than %d different refusals in this minute; the rest is only counted."
              .formatted(MAXIMUM_PER_MINUTE));

  private final Jdbi jdbi;
  private final AuditLog log;
  private final Ids ids;
  private final Clock clock;

  public FrequentEvents(Jdbi jdbi, AuditLog log, Ids ids, Clock clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.ids = ids;
    this.clock = clock;
  }

  /** In a transaction of its own: what was refused changes nothing. */
  public void record(AuditEvent event) {
    var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    jdbi.useTransaction(
        transaction -> {
          if (count(transaction, minute, key(event))) {
            return;
          }
          var written = isFull(transaction, minute) ? REST : event;
          if (written == event || !count(transaction, minute, key(REST))) {
            write(transaction, minute, written);
          }
        });
  }

  private static boolean count(Handle transaction, Instant minute, String key) {
    return transaction
            .createUpdate(
                "update audit_repeats set times = times + 1 where minute = :minute and key = :key")
            .bind("minute", minute.atOffset(ZoneOffset.UTC))
            .bind("key", key)
            .execute()
        == 1;
  }

  private static boolean isFull(Handle transaction, Instant minute) {
    return transaction
            .createQuery("select count(*) from audit_repeats where minute = :minute")
            .bind("minute", minute.atOffset(ZoneOffset.UTC))
            .mapTo(Integer.class)
            .one()
        >= MAXIMUM_PER_MINUTE;
  }

  /** Whoever comes second at the same moment waits for the first, and is counted. */
  private void write(Handle transaction, Instant minute, AuditEvent event) {
    var id = ids.next();
    var times =
        transaction
            .createQuery(
                """
                insert into audit_repeats as repeats (minute, key, event_id)
                values (:minute, :key, :id)
                on conflict (minute, key) do update set times = repeats.times + 1
                returning times
                """)
            .bind("minute", minute.atOffset(ZoneOffset.UTC))
            .bind("key", key(event))
            .bind("id", id)
            .mapTo(Integer.class)
            .one();
    if (times == 1) {
      log.record(transaction, id, event);
    }
  }

  /** Of one length, whatever somebody typed as a user name. */
  private static String key(AuditEvent event) {
    var parts =
        String.join(
            "\n",
            event.actorId(),
            event.actor(),
            event.address(),
            event.action().name(),
            event.outcome().name(),
            event.detail());
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is missing", missing);
    }
  }
}
