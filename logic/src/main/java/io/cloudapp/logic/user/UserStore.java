package io.cloudapp.logic.user;

import io.cloudapp.core.user.Role;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Keeps the people whom the directory has, or once had. */
@Singleton
public final class UserStore {

  /** A sign-in that is under way may still bring what the directory said before a change. */
  private static final Duration SETTLING = Duration.ofMinutes(1);

  private final Jdbi jdbi;

  UserStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public static UserStore over(Jdbi jdbi) {
    return new UserStore(jdbi);
  }

  public Optional<User> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id, username, email, role, quota,"
                        + " disabled_at is not null or deletion_requested_at is not null"
                        + " as disabled from users where id = :id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new User(
                            row.getString("id"),
                            row.getString("username"),
                            Optional.ofNullable(row.getString("email")),
                            Role.valueOf(row.getString("role")),
                            row.getInt("quota"),
                            row.getBoolean("disabled")))
                .findOne());
  }

  /** Adds a person with the default quota; false when the id is already known. */
  public boolean add(NewUser user, Instant at) {
    return jdbi.inTransaction(
        transaction -> {
          // Whoever had the name before, under another id, was removed from the directory: the
          // newcomer gets the name and nothing of theirs.
          transaction
              .createUpdate(
                  "update users set username = username || ' (' || id || ')'"
                      + " where username = :username and id <> :id and deleted_at is null")
              .bind("username", user.username())
              .bind("id", user.id())
              .execute();
          return transaction
                  .createUpdate(
                      "insert into users (id, username, email, role, created_at)"
                          + " values (:id, :username, :email, :role, :at)"
                          + " on conflict (id) do nothing")
                  .bind("id", user.id())
                  .bind("username", user.username())
                  .bind("email", user.email().orElse(null))
                  .bind("role", role(user).name())
                  .bind("at", at.atOffset(ZoneOffset.UTC))
                  .execute()
              == 1;
        });
  }

  /**
   * Takes over what the directory says of somebody known, unless a change of ours may be newer than
   * what it said.
   */
  void follow(NewUser user, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update users
                    set role = :role, email = coalesce(:email, email), version = version + 1
                    where id = :id
                      and (role <> :role or email is distinct from coalesce(:email, email))
                      and directory_due_at is null and deletion_requested_at is null
                      and (directory_settled_at is null or directory_settled_at < :settled)
                    """)
                .bind("role", role(user).name())
                .bind("email", user.email().orElse(null))
                .bind("id", user.id())
                .bind("settled", now.minus(SETTLING).atOffset(ZoneOffset.UTC))
                .execute());
  }

  /** Records a sign-in; true when it is the first of somebody known. */
  boolean recordSignIn(String id, Instant at) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with before as (select id, last_sign_in_at from users where id = :id for update)
                    update users set last_sign_in_at = :at from before where users.id = before.id
                    returning before.last_sign_in_at is null
                    """)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  /** How many instances of the person count against the quota. */
  public int countLiving(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from instances where owner_id = :id"
                        + " and state in ('PENDING', 'RUNNING', 'STOPPING')")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
  }

  private static Role role(NewUser user) {
    return user.inAdmins() ? Role.ADMIN : Role.USER;
  }
}
