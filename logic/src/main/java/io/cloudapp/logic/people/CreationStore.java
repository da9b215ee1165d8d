package io.cloudapp.logic.people;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps the accounts that were asked of the directory and whose outcome is not written yet. */
@Singleton
final class CreationStore {

  record Unfinished(NewPerson person, Instant requestedAt) {}

  /** False while an account of the name is being created. */
  boolean begin(Handle handle, NewPerson person, String adminId, Instant at) {
    return handle
            .createUpdate(
                """
                insert into user_creations (username, email, quota, admin, requested_by,
                  requested_at)
                values (:username, :email, :quota, :admin, :requestedBy, :at)
                on conflict (username) do nothing
                """)
            .bind("username", person.username())
            .bind("email", person.email())
            .bind("quota", person.quota())
            .bind("admin", person.admin())
            .bind("requestedBy", adminId)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  /** False when somebody else has ended it. */
  boolean end(Handle handle, String username, Instant requestedAt) {
    return handle
            .createUpdate(
                "delete from user_creations where username = :username and requested_at = :at")
            .bind("username", username)
            .bind("at", requestedAt.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  List<Unfinished> before(Handle handle, Instant at, int limit) {
    return handle
        .createQuery(
            """
            select * from user_creations where requested_at < :at
            order by requested_at, username limit :limit
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Unfinished(
                    new NewPerson(
                        row.getString("username"),
                        row.getString("email"),
                        row.getInt("quota"),
                        row.getBoolean("admin")),
                    Times.optional(row, "requested_at").orElseThrow()))
        .list();
  }
}
