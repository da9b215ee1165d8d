package io.cloudapp.logic.login;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The deny list of sign-ins that were ended before their tokens expire. */
@Singleton
public final class EndedSessions {

  private final Jdbi jdbi;
  private final Clock clock;

  EndedSessions(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  public boolean contains(String sessionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from ended_sessions where session_id = :id)")
                .bind("id", sessionId)
                .mapTo(Boolean.class)
                .one());
  }

  /** Ends a sign-in; {@code tokenLifetime} is how long any of its tokens could still be good. */
  public void add(Handle transaction, String sessionId, Duration tokenLifetime) {
    var now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    transaction
        .createUpdate("delete from ended_sessions where until < :now")
        .bind("now", now)
        .execute();
    transaction
        .createUpdate(
            "insert into ended_sessions (session_id, until) values (:id, :until)"
                + " on conflict (session_id) do nothing")
        .bind("id", sessionId)
        .bind("until", now.plus(tokenLifetime))
        .execute();
  }
}
