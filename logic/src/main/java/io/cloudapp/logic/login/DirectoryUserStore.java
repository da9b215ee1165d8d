package io.cloudapp.logic.login;

import io.cloudapp.logic.login.Accounts.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Keeps the people of the database directory. */
final class DirectoryUserStore {

  /** This many may go wrong, or be under way at once, before waiting begins. */
  static final int FREE_FAILURES = 10;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private final Jdbi jdbi;

  DirectoryUserStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** False when the user name is taken. */
  boolean add(DirectoryUser user, Instant at) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "insert into directory_users (user_id, username, email, in_admins,"
                            + " password_hash, must_change_password, created_at) values"
                            + " (:id, :username, :email, :admin, :hash, :mustChange, :at)"
                            + " on conflict (username) do nothing")
                    .bind("id", user.userId())
                    .bind("username", user.username())
                    .bind("email", user.email().orElse(null))
                    .bind("admin", user.inAdmins())
                    .bind("hash", user.passwordHash())
                    .bind("mustChange", user.mustChangePassword())
                    .bind("at", at.atOffset(ZoneOffset.UTC))
                    .execute()
                == 1);
  }

  Optional<DirectoryUser> find(String userId) {
    return one("select * from directory_users where user_id = :key", userId);
  }

  Optional<DirectoryUser> findByUsername(String username) {
    return one("select * from directory_users where username = :key", username);
  }

  /**
   * Counts an attempt as failed before it is looked at; empty while the person has to wait, and
   * when there is no such person. Each failure beyond the free ones doubles the wait.
   */
  Optional<DirectoryUser> beginAttempt(String username, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "update directory_users set failures = failures + 1, locked_until = case"
                        + " when failures + 1 < :free then null else :now + least("
                        + "make_interval(secs => power(2, least(failures + 1 - :free, 30))),"
                        + " make_interval(secs => :longest)) end"
                        + " where username = :username"
                        + " and (locked_until is null or locked_until <= :now) returning *")
                .bind("free", FREE_FAILURES)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("longest", LONGEST_WAIT.toSeconds())
                .bind("username", username)
                .map(DirectoryUserStore::read)
                .findOne());
  }

  /** Takes back one attempt that did not fail; others, under way or failed, stay counted. */
  void forgiveAttempt(String userId) {
    update(
        "update directory_users set failures = greatest(failures - 1, 0) where user_id = :id",
        userId);
  }

  void clearAttempts(String userId) {
    update(
        "update directory_users set failures = 0, locked_until = null where user_id = :id", userId);
  }

  /** Takes the code of that step; false when it or a later one was already taken. */
  boolean useCode(String userId, long step) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "update directory_users set last_code_step = :step"
                            + " where user_id = :id and last_code_step < :step")
                    .bind("step", step)
                    .bind("id", userId)
                    .execute()
                == 1);
  }

  void changePassword(String userId, String hash) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update directory_users set password_hash = :hash,"
                        + " must_change_password = false where user_id = :id")
                .bind("hash", hash)
                .bind("id", userId)
                .execute());
  }

  void startSecondFactor(String userId, String secretName) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update directory_users set pending_second_factor = :secret where user_id ="
                        + " :id")
                .bind("secret", secretName)
                .bind("id", userId)
                .execute());
  }

  void removeSecondFactor(String userId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update directory_users set second_factor = null, pending_second_factor = null"
                        + " where user_id = :id")
                .bind("id", userId)
                .execute());
  }

  /** Makes the pending second factor the one that counts, with the code that confirmed it used. */
  boolean confirmSecondFactor(String userId, String secretName, long step) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "update directory_users set second_factor = pending_second_factor,"
                            + " pending_second_factor = null, last_code_step = :step"
                            + " where user_id = :id and pending_second_factor = :secret")
                    .bind("step", step)
                    .bind("id", userId)
                    .bind("secret", secretName)
                    .execute()
                == 1);
  }

  Optional<Account> account(String userId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from directory_users where user_id = :id")
                .bind("id", userId)
                .map(DirectoryUserStore::readAccount)
                .findOne());
  }

  /** Those whose names follow that one, {@code limit} at most. */
  List<Account> accounts(String afterUsername, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from directory_users where username > :after"
                        + " order by username limit :limit")
                .bind("after", afterUsername)
                .bind("limit", limit)
                .map(DirectoryUserStore::readAccount)
                .list());
  }

  void setEnabled(String userId, boolean enabled) {
    update(
        "update directory_users set enabled = %s where user_id = :id".formatted(enabled), userId);
  }

  void setAdmin(String userId, boolean admin) {
    update(
        "update directory_users set in_admins = %s where user_id = :id".formatted(admin), userId);
  }

  /** Forgets the second factor; answers the names of the secrets that are useless now. */
  List<String> clearSecondFactor(String userId) {
    return jdbi.inTransaction(
        handle -> {
          var names =
              handle
                  .createQuery(
                      "select unnest(array[second_factor, pending_second_factor]) from"
                          + " (select * from directory_users where user_id = :id for update) as account")
                  .bind("id", userId)
                  .mapTo(String.class)
                  .list();
          handle
              .createUpdate(
                  "update directory_users set second_factor = null, pending_second_factor = null,"
                      + " last_code_step = 0 where user_id = :id")
              .bind("id", userId)
              .execute();
          return names.stream().filter(Objects::nonNull).toList();
        });
  }

  void revokeAllOf(String userId) {
    update("delete from directory_refresh_tokens where user_id = :id", userId);
  }

  void remove(String userId) {
    update("delete from directory_users where user_id = :id", userId);
  }

  private void update(String sql, String userId) {
    jdbi.useHandle(handle -> handle.createUpdate(sql).bind("id", userId).execute());
  }

  private Optional<DirectoryUser> one(String sql, String key) {
    return jdbi.withHandle(
        handle -> handle.createQuery(sql).bind("key", key).map(DirectoryUserStore::read).findOne());
  }

  private static Account readAccount(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getString("user_id"),
        row.getString("username"),
        Optional.ofNullable(row.getString("email")),
        row.getBoolean("enabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static DirectoryUser read(ResultSet row, StatementContext context) throws SQLException {
    return new DirectoryUser(
        row.getString("user_id"),
        row.getString("username"),
        Optional.ofNullable(row.getString("email")),
        row.getBoolean("in_admins"),
        row.getBoolean("enabled"),
        row.getString("password_hash"),
        row.getBoolean("must_change_password"),
        Optional.ofNullable(row.getString("second_factor")),
        Optional.ofNullable(row.getString("pending_second_factor")),
        row.getLong("last_code_step"));
  }
}
