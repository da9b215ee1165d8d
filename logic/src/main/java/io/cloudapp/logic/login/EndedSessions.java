package io.cloudapp.logic.login;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The sign-ins that were ended before their tokens expire, by their owner or by an admin. */
@Singleton
public final class EndedSessions {

  private final Jdbi jdbi;
  private final Clock clock;

  EndedSessions(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Why somebody with a good token may not act any more; empty when they may.
   *
   * @param signedInAt {@code auth_time} of the token, to the second; of the very second in which
   *     everything was ended, nothing is taken
   */
  public Optional<Problem> refusal(Caller caller, Optional<Instant> signedInAt) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select exists (select from ended_sessions where session_id = :session)
                                 or coalesce(signed_out_at >= cast(:signedInAt as timestamptz), false)
                                 as ended,
                               disabled_at is not null or deletion_requested_at is not null
                                 as disabled,
                               role
                        from (values (cast(:id as text))) as caller (id)
                        left join users on users.id = caller.id
                        """)
                    .bind("session", caller.sessionId())
                    .bind(
                        "signedInAt",
                        signedInAt.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                    .bind("id", caller.userId())
                    .map(
                        (row, context) ->
                            new Standing(
                                row.getBoolean("ended"),
                                row.getBoolean("disabled"),
                                Optional.ofNullable(row.getString("role")).map(Role::valueOf)))
                    .one())
        .refusal(caller);
  }

  /**
   * @param role empty of somebody who has no row, as only tests have it
   */
  private record Standing(boolean ended, boolean disabled, Optional<Role> role) {

    Optional<Problem> refusal(Caller caller) {
      if (disabled) {
        return refused("Your account is switched off. Ask an admin.");
      }
      if (ended) {
        return refused("This session has ended. Sign in again.");
      }
      // The token says what they were when it was issued.
      return caller.isAdmin() && role.filter(Role.USER::equals).isPresent()
          ? refused("You are no admin any more. Sign in again.")
          : Optional.empty();
    }

    private static Optional<Problem> refused(String detail) {
      return Optional.of(Problem.of(ProblemType.UNAUTHENTICATED, detail));
    }
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
