package io.cloudapp.logic.user;

import io.cloudapp.core.user.Role;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Keeps the people who ever signed in. */
@Singleton
public final class UserStore {

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
                .createQuery("select id, username, email, role, quota from users where id = :id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new User(
                            row.getString("id"),
                            row.getString("username"),
                            Optional.ofNullable(row.getString("email")),
                            Role.valueOf(row.getString("role")),
                            row.getInt("quota")))
                .findOne());
  }

  /** Adds a person with the default quota; false when the id is already known. */
  boolean add(NewUser user, Instant at) {
    return jdbi.inTransaction(
        transaction -> {
          // Whoever had the name before, under another id, was removed from the directory: the
          // newcomer gets the name and nothing of theirs.
          transaction
              .createUpdate(
                  "update users set username = username || ' (' || id || ')'"
                      + " where username = :username and id <> :id")
              .bind("username", user.username())
              .bind("id", user.id())
              .execute();
          return transaction
                  .createUpdate(
                      "insert into users (id, username, email, role, created_at, last_sign_in_at)"
                          + " values (:id, :username, :email, :role, :at, :at)"
                          + " on conflict (id) do nothing")
                  .bind("id", user.id())
                  .bind("username", user.username())
                  .bind("email", user.email().orElse(null))
                  .bind("role", (user.inAdmins() ? Role.ADMIN : Role.USER).name())
                  .bind("at", at.atOffset(ZoneOffset.UTC))
                  .execute()
              == 1;
        });
  }

  /** Records a sign-in of somebody known; of anyone else there is nothing to record yet. */
  void recordSignIn(String id, Instant at) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update users set last_sign_in_at = :at where id = :id")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .execute());
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
}
