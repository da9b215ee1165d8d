package io.cloudapp.logic.people;

import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.core.user.UserPage;
import io.cloudapp.core.user.UserState;
import io.cloudapp.core.user.UserSummary;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the users as admins see them. */
@Singleton
final class PeopleStore {

  private static final String COLUMNS =
      """
      select users.*,
             (select count(*) from instances
              where owner_id = users.id and state in ('PENDING', 'RUNNING', 'STOPPING')) as living
      from users
      """;

  private static final Duration ACTIVE = Duration.ofDays(UserPage.Counts.ACTIVE_DAYS);

  /**
   * What a list is asked for.
   *
   * @param search part of the user name or e-mail address; empty for everyone
   * @param after id of the last one seen
   */
  record Wanted(String search, UserFilter filter, Optional<String> after, int limit) {}

  List<UserSummary> list(Handle handle, Wanted wanted, Instant now) {
    var sql = new StringBuilder(COLUMNS).append(" where ").append(condition(wanted.filter()));
    if (!wanted.search().isEmpty()) {
      sql.append(
          " and (position(lower(:search) in lower(username)) > 0"
              + " or position(lower(:search) in lower(coalesce(email, ''))) > 0)");
    }
    if (wanted.after().isPresent()) {
      sql.append(
          " and (username, id) > (select last.username, last.id from users as last"
              + " where last.id = :after)");
    }
    return handle
        .createQuery(sql.append(" order by username, id limit :limit").toString())
        .bind("search", wanted.search())
        .bind("after", wanted.after().orElse(null))
        .bind("limit", wanted.limit())
        .bind("active", since(now))
        .map(PeopleStore::summary)
        .list();
  }

  UserPage.Counts counts(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select count(*) filter (where last_sign_in_at >= :active) as active, count(*) as everyone
            from users where deleted_at is null
            """)
        .bind("active", since(now))
        .map((row, context) -> new UserPage.Counts(row.getInt("active"), row.getInt("everyone")))
        .one();
  }

  Optional<UserSummary> find(Handle handle, String id) {
    return handle
        .createQuery(COLUMNS + " where id = :id")
        .bind("id", id)
        .map(PeopleStore::summary)
        .findOne();
  }

  private static String condition(UserFilter filter) {
    return switch (filter) {
      case ALL -> "deleted_at is null";
      case ACTIVE -> "deleted_at is null and last_sign_in_at >= :active";
      case INVITED -> "deleted_at is null and last_sign_in_at is null and disabled_at is null";
      case DISABLED -> "deleted_at is null and disabled_at is not null";
      case ADMINS -> "deleted_at is null and role = 'ADMIN'";
      case DELETED -> "deleted_at is not null";
    };
  }

  private static OffsetDateTime since(Instant now) {
    return now.minus(ACTIVE).atOffset(ZoneOffset.UTC);
  }

  private static UserSummary summary(ResultSet row, StatementContext context) throws SQLException {
    return new UserSummary(
        row.getString("id"),
        row.getString("username"),
        Optional.ofNullable(row.getString("email")),
        Role.valueOf(row.getString("role")),
        state(row),
        row.getInt("quota"),
        row.getInt("living"),
        Times.optional(row, "created_at").orElseThrow(),
        Times.optional(row, "last_sign_in_at"),
        row.getInt("version"));
  }

  private static UserState state(ResultSet row) throws SQLException {
    if (row.getObject("deleted_at") != null) {
      return UserState.DELETED;
    }
    if (row.getObject("deletion_requested_at") != null) {
      return UserState.DELETING;
    }
    if (row.getObject("disabled_at") != null) {
      return UserState.DISABLED;
    }
    return row.getObject("last_sign_in_at") == null ? UserState.INVITED : UserState.ENABLED;
  }
}
