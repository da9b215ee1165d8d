package io.cloudapp.logic.usage;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps on which days people signed in until S3 has it. A sign-in must not wait for S3, nor be lost
 * when S3 does not answer.
 */
@Singleton
public final class SignInDays {

  private final Jdbi jdbi;
  private final Clock clock;

  public SignInDays(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Somebody's first sign-in of a day, in UTC. */
  record SignInDay(String userId, String username, LocalDate day, Instant firstAt) {}

  /** Notes that somebody known signed in today; only the first time counts. */
  public void note(String userId) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into sign_in_days (user_id, day, first_at)"
                        + " select id, :day, :now from users where id = :id"
                        + " on conflict do nothing")
                .bind("id", userId)
                .bind("day", now.toLocalDate())
                .bind("now", now)
                .execute());
  }

  /** What S3 does not have yet, the oldest first. */
  List<SignInDay> unrecorded(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select d.user_id, u.username, d.day, d.first_at
                    from sign_in_days d
                      join users u on u.id = d.user_id
                    where d.recorded_at is null
                    order by d.first_at, d.user_id
                    limit :limit
                    """)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new SignInDay(
                            row.getString("user_id"),
                            row.getString("username"),
                            row.getObject("day", LocalDate.class),
                            row.getObject("first_at", OffsetDateTime.class).toInstant()))
                .list());
  }

  void markRecorded(SignInDay signIn) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update sign_in_days set recorded_at = :now"
                        + " where user_id = :id and day = :day")
                .bind("id", signIn.userId())
                .bind("day", signIn.day())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
  }
}
