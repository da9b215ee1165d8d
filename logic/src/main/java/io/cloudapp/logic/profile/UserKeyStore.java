package io.cloudapp.logic.profile;

import io.cloudapp.core.user.UserKey;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps people's own public keys. */
@Singleton
final class UserKeyStore {

  /** The keys of a person, the oldest first. */
  List<UserKey> list(Handle handle, String userId) {
    return handle
        .createQuery("select * from user_keys where user_id = :user order by added_at, id")
        .bind("user", userId)
        .map(
            (row, context) ->
                new UserKey(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("public_key"),
                    row.getString("fingerprint"),
                    row.getObject("added_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Makes others who change the person's keys wait for the end of the transaction. */
  void lock(Handle transaction, String userId) {
    transaction
        .createQuery("select id from users where id = :user for update")
        .bind("user", userId)
        .mapTo(String.class)
        .one();
  }

  void add(Handle transaction, String userId, UserKey key) {
    transaction
        .createUpdate(
            "insert into user_keys (id, user_id, name, public_key, fingerprint, added_at)"
                + " values (:id, :user, :name, :publicKey, :fingerprint, :addedAt)")
        .bind("id", key.id())
        .bind("user", userId)
        .bind("name", key.name())
        .bind("publicKey", key.publicKey())
        .bind("fingerprint", key.fingerprint())
        .bind("addedAt", key.addedAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** The fingerprint of the key that is no more; empty when the person has no such key. */
  Optional<String> remove(Handle transaction, String userId, String id) {
    return transaction
        .createQuery(
            "delete from user_keys where id = :id and user_id = :user returning fingerprint")
        .bind("id", id)
        .bind("user", userId)
        .mapTo(String.class)
        .findOne();
  }
}
