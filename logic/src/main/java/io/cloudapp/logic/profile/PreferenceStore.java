package io.cloudapp.logic.profile;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps people's preferences. */
@Singleton
final class PreferenceStore {

  private static final String QUERY =
      "select time_zone, language, notifications from users where id = :user";

  /** Empty for somebody who never signed in. */
  Optional<Preferences> find(Handle handle, String userId) {
    return read(handle, userId, QUERY);
  }

  /** Makes others who change them wait for the end of the transaction. */
  Optional<Preferences> findForUpdate(Handle transaction, String userId) {
    return read(transaction, userId, QUERY + " for update");
  }

  private static Optional<Preferences> read(Handle handle, String userId, String query) {
    return handle
        .createQuery(query)
        .bind("user", userId)
        .map(
            (row, context) ->
                new Preferences(
                    Optional.ofNullable(row.getString("time_zone")),
                    Optional.ofNullable(row.getString("language")),
                    row.getBoolean("notifications")))
        .findOne();
  }

  void change(Handle transaction, String userId, Preferences preferences) {
    transaction
        .createUpdate(
            "update users set time_zone = :timeZone, language = :language,"
                + " notifications = :notifications where id = :user")
        .bind("timeZone", preferences.timeZone().orElse(null))
        .bind("language", preferences.language().orElse(null))
        .bind("notifications", preferences.notifications())
        .bind("user", userId)
        .execute();
  }
}
