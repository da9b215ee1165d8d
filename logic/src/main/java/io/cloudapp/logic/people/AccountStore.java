package io.cloudapp.logic.people;

import io.cloudapp.core.user.Role;
import io.cloudapp.logic.login.Accounts.Account;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Keeps what admins decide about users; the directory hears of it afterwards. */
@Singleton
final class AccountStore {

  /**
   * The admins who can sign in. Their rows are held until the commit, so that of two admins who
   * take the role from each other one comes second, and finds that they have none any more.
   */
  Set<String> lockAdmins(Handle handle) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select id from users
                where role = 'ADMIN' and deleted_at is null and disabled_at is null
                  and deletion_requested_at is null
                order by id for no key update
                """)
            .mapTo(String.class)
            .list());
  }

  Optional<AccountRow> lock(Handle handle, String id) {
    return one(handle, id, " for no key update");
  }

  Optional<AccountRow> find(Handle handle, String id) {
    return one(handle, id, "");
  }

  private static Optional<AccountRow> one(Handle handle, String id, String suffix) {
    return handle
        .createQuery("select * from users where id = :id" + suffix)
        .bind("id", id)
        .map(AccountStore::read)
        .findOne();
  }

  /** Adds a person whom the directory has; one who signed in meanwhile gets what was asked for. */
  void add(Handle handle, Account account, NewPerson person, Instant at) {
    // As with a first sign-in: whoever had the name is gone from the directory.
    handle
        .createUpdate(
            """
            update users set username = username || ' (' || id || ')'
            where username = :username and id <> :id and deleted_at is null
            """)
        .bind("username", account.username())
        .bind("id", account.id())
        .execute();
    handle
        .createUpdate(
            """
            insert into users (id, username, email, role, quota, created_at, directory_due_at)
            values (:id, :username, :email, :role, :quota, :at, :due)
            on conflict (id) do update
            set role = excluded.role, quota = excluded.quota,
                directory_due_at = excluded.directory_due_at, version = users.version + 1
            """)
        .bind("id", account.id())
        .bind("username", account.username())
        .bind("email", person.email())
        .bind("role", (person.admin() ? Role.ADMIN : Role.USER).name())
        .bind("quota", person.quota())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("due", person.admin() ? at.atOffset(ZoneOffset.UTC) : null)
        .execute();
  }

  void changeQuota(Handle handle, String id, int quota) {
    handle
        .createUpdate("update users set quota = :quota, version = version + 1 where id = :id")
        .bind("quota", quota)
        .bind("id", id)
        .execute();
  }

  void changeRole(Handle handle, String id, Role role, Instant at) {
    handle
        .createUpdate(
            """
            update users set role = :role, directory_due_at = :at, version = version + 1
            where id = :id
            """)
        .bind("role", role.name())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("id", id)
        .execute();
  }

  /** Switches the account on or off; with it off, everything it is signed in with has ended. */
  void setEnabled(Handle handle, String id, boolean enabled, Instant at) {
    handle
        .createUpdate(
            """
            update users
            set disabled_at = case when :enabled then null else :at end,
                signed_out_at = case when :enabled then signed_out_at else :at end,
                directory_due_at = :at, version = version + 1
            where id = :id
            """)
        .bind("enabled", enabled)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("id", id)
        .execute();
  }

  void resetSecondFactor(Handle handle, String id, Instant at) {
    handle
        .createUpdate(
            """
            update users
            set second_factor_reset_due = true, signed_out_at = :at, directory_due_at = :at,
                version = version + 1
            where id = :id
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("id", id)
        .execute();
  }

  void requestDeletion(Handle handle, String id, String adminId, Instant at) {
    handle
        .createUpdate(
            """
            update users
            set deletion_requested_at = :at, deletion_requested_by = :admin,
                disabled_at = coalesce(disabled_at, :at), signed_out_at = :at,
                directory_due_at = :at, version = version + 1
            where id = :id
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("admin", adminId)
        .bind("id", id)
        .execute();
  }

  /** Ends a deletion; what is personal goes, the name stays. False when it had ended already. */
  boolean finishDeletion(Handle handle, String id, Instant at) {
    handle.createUpdate("delete from user_keys where user_id = :id").bind("id", id).execute();
    return handle
            .createUpdate(
                """
                update users
                set deleted_at = :at, email = null, directory_due_at = null,
                    directory_settled_at = :at, version = version + 1
                where id = :id and deletion_requested_at is not null and deleted_at is null
                """)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Notes that the directory has what was decided; false when more was decided meanwhile. */
  boolean settle(Handle handle, AccountRow account, Instant at) {
    return handle
            .createUpdate(
                """
                update users
                set directory_due_at = null, second_factor_reset_due = false,
                    directory_settled_at = :at
                where id = :id and version = :version
                """)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .bind("id", account.id())
            .bind("version", account.version())
            .execute()
        == 1;
  }

  /** Users with something left to do, the longest waiting first. */
  List<String> unsettled(Handle handle, Instant before, int limit) {
    return handle
        .createQuery(
            """
            select id from users
            where (directory_due_at is not null
                   or (deletion_requested_at is not null and deleted_at is null))
              and coalesce(directory_due_at, deletion_requested_at) < :before
            order by coalesce(directory_due_at, deletion_requested_at), id limit :limit
            """)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** Which of these ids have a row. */
  List<String> known(Handle handle, List<String> ids) {
    return handle
        .createQuery("select id from users where id = any(:ids)")
        .bindArray("ids", String.class, ids)
        .mapTo(String.class)
        .list();
  }

  /** Which of these user names somebody has. */
  Set<String> taken(Handle handle, List<String> usernames) {
    return new HashSet<>(
        handle
            .createQuery(
                "select username from users where username = any(:names) and deleted_at is null")
            .bindArray("names", String.class, usernames)
            .mapTo(String.class)
            .list());
  }

  /** Takes over that the directory keeps somebody out. */
  void noteDisabled(Handle handle, String id, Instant at) {
    handle
        .createUpdate("update users set disabled_at = :at where id = :id")
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("id", id)
        .execute();
  }

  private static AccountRow read(ResultSet row, StatementContext context) throws SQLException {
    return new AccountRow(
        row.getString("id"),
        row.getString("username"),
        Role.valueOf(row.getString("role")),
        row.getInt("quota"),
        row.getObject("disabled_at") != null,
        Times.optional(row, "deletion_requested_at"),
        Optional.ofNullable(row.getString("deletion_requested_by")),
        Times.optional(row, "deleted_at"),
        row.getBoolean("second_factor_reset_due"),
        row.getObject("directory_due_at") != null,
        row.getInt("version"));
  }
}
