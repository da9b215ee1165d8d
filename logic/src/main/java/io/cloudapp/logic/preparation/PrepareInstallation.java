package io.cloudapp.logic.preparation;

import io.cloudapp.logic.database.Database;
import io.cloudapp.logic.database.DatabaseSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes an installation ready for a version of CloudApp: the schema, the database user and the web
 * app's session keys. A repeat changes nothing, and of two at once the second waits.
 */
@Singleton
public final class PrepareInstallation {

  /** Of all locks in the database the one for preparing; the reconciler has another. */
  private static final long LOCK = 7_311_947_204_518_633L;

  private final PreparationSettings settings;
  private final DatabaseSettings database;
  private final SecretValues secrets;
  private final DatabaseUser user;
  private final SessionKeys sessionKeys;

  PrepareInstallation(
      PreparationSettings settings,
      DatabaseSettings database,
      SecretValues secrets,
      DatabaseUser user,
      SessionKeys sessionKeys) {
    this.settings = settings;
    this.database = database;
    this.secrets = secrets;
    this.user = user;
    this.sessionKeys = sessionKeys;
  }

  /**
   * Prepares the installation.
   *
   * @param rotations the secrets to replace although they are there
   * @throws IllegalStateException with a sentence for whoever deploys
   */
  public Preparation run(Set<Rotation> rotations) {
    settings.requireAll();
    var owner =
        secrets
            .read(settings.ownerSecret())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The secret %s of the database's owner has no value; RDS gives it one when it creates the cluster."
                            .formatted(settings.ownerSecret())));
    var connections =
        Database.ofOwner(
            settings.databaseUrl(),
            owner.getOrDefault("username", ""),
            owner.getOrDefault("password", ""),
            database.authentication());
    try (var handle = Jdbi.open(connections)) {
      // Given back when the connection closes, however that comes.
      handle
          .createQuery("select 1 from (select pg_advisory_lock(:lock)) locked")
          .bind("lock", LOCK)
          .mapTo(Integer.class)
          .one();
      return prepare(handle, Database.migrate(connections), rotations);
    }
  }

  private Preparation prepare(Handle owner, Database.Schema schema, Set<Rotation> rotations) {
    var userSecret = Optional.of(settings.databaseUserSecret()).filter(secret -> !secret.isBlank());
    return new Preparation(
        schema.version(),
        schema.migrations(),
        user.prepare(owner, userSecret, rotations.contains(Rotation.DATABASE_USER)),
        sessionKeys.prepare(
            settings.sessionKeysSecret(), rotations.contains(Rotation.SESSION_KEYS)));
  }
}
