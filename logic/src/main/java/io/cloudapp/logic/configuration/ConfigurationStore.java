package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the configurations and every version they ever had.
 *
 * <p>A request that wants to provision reads its configuration with {@link #lockForUse}, so that a
 * deletion cannot slip between the look and the new instance.
 */
@Singleton
public final class ConfigurationStore {

  private static final String COLUMNS =
      "c.name, c.enabled, v.version, v.definition, v.created_at"
          + " from configurations c join configuration_versions v on v.name = c.name ";

  private static final String CURRENT =
      "select " + COLUMNS + "where v.version = c.current_version and c.deleted_at is null ";

  private final Jdbi jdbi;

  ConfigurationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The current version, whether enabled or not. */
  public Optional<Configuration> find(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(CURRENT + "and c.name = :name")
                .bind("name", name)
                .map(ConfigurationStore::read)
                .findOne());
  }

  /** One version, also of a configuration that was changed or deleted since. */
  public Optional<Configuration> find(String name, int version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select " + COLUMNS + "where c.name = :name and v.version = :version")
                .bind("name", name)
                .bind("version", version)
                .map(ConfigurationStore::read)
                .findOne());
  }

  /** The current version, which nobody can delete or change before the transaction ends. */
  public Optional<Configuration> lockForUse(Handle transaction, String name) {
    return transaction
        .createQuery(CURRENT + "and c.name = :name for share of c")
        .bind("name", name)
        .map(ConfigurationStore::read)
        .findOne();
  }

  /** A page in the order of the names, those after {@code after} (may be empty). */
  Page<Configuration> list(boolean enabledOnly, String after, int limit) {
    var found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        CURRENT
                            + "and c.name > :after and (c.enabled or not :enabledOnly)"
                            + " order by c.name limit :limit")
                    .bind("after", after)
                    .bind("enabledOnly", enabledOnly)
                    .bind("limit", limit + 1)
                    .map(ConfigurationStore::read)
                    .list());
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), Optional.of(found.get(limit - 1).name()))
        : new Page<>(found, Optional.empty());
  }

  /**
   * Writes the first version, or the next one where a configuration of that name was deleted;
   * answers its number, or nothing when the name is taken.
   */
  Optional<Integer> create(Configuration configuration, String createdBy) {
    return jdbi.inTransaction(
        transaction -> {
          var version =
              transaction
                  .createQuery(
                      "insert into configurations (name, enabled, current_version)"
                          + " values (:name, :enabled, 1) on conflict (name) do update"
                          + " set enabled = excluded.enabled, deleted_at = null,"
                          + " current_version = configurations.current_version + 1"
                          + " where configurations.deleted_at is not null"
                          + " returning current_version")
                  .bind("name", configuration.name())
                  .bind("enabled", configuration.enabled())
                  .mapTo(Integer.class)
                  .findOne();
          version.ifPresent(number -> writeVersion(transaction, configuration, number, createdBy));
          return version;
        });
  }

  /** Writes the version after {@code expectedVersion}; false when that is not the current one. */
  boolean change(Configuration configuration, int expectedVersion, String changedBy) {
    return jdbi.inTransaction(
        transaction -> {
          var changed =
              transaction
                  .createUpdate(
                      "update configurations set enabled = :enabled,"
                          + " current_version = current_version + 1"
                          + " where name = :name and current_version = :expected"
                          + " and deleted_at is null")
                  .bind("name", configuration.name())
                  .bind("enabled", configuration.enabled())
                  .bind("expected", expectedVersion)
                  .execute();
          if (changed == 1) {
            writeVersion(transaction, configuration, expectedVersion + 1, changedBy);
          }
          return changed == 1;
        });
  }

  /** Deletes it unless instances of it live. */
  Deletion delete(String name, OffsetDateTime at) {
    return jdbi.inTransaction(
        transaction -> {
          var known =
              transaction
                  .createQuery(
                      "select name from configurations"
                          + " where name = :name and deleted_at is null for update")
                  .bind("name", name)
                  .mapTo(String.class)
                  .findOne();
          if (known.isEmpty()) {
            return Deletion.UNKNOWN;
          }
          if (countLiving(transaction, name) > 0) {
            return Deletion.IN_USE;
          }
          transaction
              .createUpdate(
                  "update configurations set deleted_at = :at, enabled = false where name = :name")
              .bind("at", at)
              .bind("name", name)
              .execute();
          return Deletion.DELETED;
        });
  }

  /** What became of a deletion. */
  enum Deletion {
    DELETED,
    IN_USE,
    UNKNOWN
  }

  /** Whether a configuration of that name exists or ever did. */
  boolean isNameKnown(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from configurations where name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one());
  }

  private static long countLiving(Handle transaction, String name) {
    return transaction
        .createQuery(
            "select count(*) from instances"
                + " where configuration = :name and state in ('PENDING', 'RUNNING', 'STOPPING')")
        .bind("name", name)
        .mapTo(Long.class)
        .one();
  }

  private static void writeVersion(
      Handle transaction, Configuration configuration, int version, String createdBy) {
    transaction
        .createUpdate(
            "insert into configuration_versions (name, version, definition, created_by, created_at)"
                + " values (:name, :version, :definition::jsonb, :createdBy, :createdAt)")
        .bind("name", configuration.name())
        .bind("version", version)
        .bind("definition", written(configuration))
        .bind("createdBy", createdBy)
        .bind("createdAt", configuration.changedAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static String written(Configuration configuration) {
    try {
      return Json.mapper().writeValueAsString(configuration);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A configuration cannot be written as JSON", unwritable);
    }
  }

  /** The columns win over the definition, which was written before its version was known. */
  private static Configuration read(ResultSet row, StatementContext context) throws SQLException {
    try {
      var definition = Json.mapper().readValue(row.getString("definition"), Configuration.class);
      return new Configuration(
          row.getString("name"),
          row.getInt("version"),
          row.getBoolean("enabled"),
          definition.description(),
          definition.ami(),
          definition.loginUser(),
          definition.instanceType(),
          definition.disk(),
          definition.packages(),
          definition.setupScript(),
          definition.ingress(),
          definition.maximumLifetimeHours(),
          row.getObject("created_at", OffsetDateTime.class).toInstant());
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A configuration in Aurora is unreadable", unreadable);
    }
  }
}
