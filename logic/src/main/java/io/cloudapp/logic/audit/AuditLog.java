package io.cloudapp.logic.audit;

import io.cloudapp.logic.Ids;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps who did what; entries are added and never changed. */
@Singleton
public final class AuditLog {

  private final Jdbi jdbi;
  private final Ids ids;
  private final Clock clock;

  public AuditLog(Jdbi jdbi, Ids ids, Clock clock) {
    this.jdbi = jdbi;
    this.ids = ids;
    this.clock = clock;
  }

  /** Records what the same transaction changes, so that neither stands without the other. */
  public void record(Handle transaction, AuditEvent event) {
    record(transaction, ids.next(), event);
  }

  void record(Handle transaction, String id, AuditEvent event) {
    transaction
        .createUpdate(
            "insert into audit_events"
                + " (id, at, actor_id, actor, action, outcome, target, detail, address)"
                + " values (:id, :at, :actorId, :actor, :action, :outcome, :target, :detail,"
                + " :address)")
        .bind("id", id)
        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
        .bind("actorId", event.actorId())
        .bind("actor", event.actor())
        .bind("action", event.action().name())
        .bind("outcome", event.outcome().name())
        .bind("target", event.target())
        .bind("detail", event.detail())
        .bind("address", event.address())
        .execute();
  }

  /** Records what changes nothing in the database, or not yet. */
  public void record(AuditEvent event) {
    jdbi.useTransaction(transaction -> record(transaction, event));
  }
}
