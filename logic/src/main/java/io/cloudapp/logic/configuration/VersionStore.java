package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Writes versions and says which of them users get, within a transaction that holds the
 * configuration's row.
 *
 * <p>A request to provision takes the row {@code for key share}, so that a deletion, which takes it
 * for update, cannot slip between its look and the new instance.
 */
@Singleton
final class VersionStore {

  private final Jdbi jdbi;

  VersionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Which versions of a configuration count. */
  record Head(
      String name,
      boolean enabled,
      Optional<Integer> currentVersion,
      Optional<Integer> draftVersion,
      int latestVersion) {}

  /** How many instances a person has of a configuration. */
  record Use(String username, int instances) {}

  /** Whether a configuration of that name exists or ever did. */
  boolean isNameKnown(Handle handle, String name) {
    return handle
        .createQuery("select exists (select from configurations where name = :name)")
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }

  /** Nobody else changes or deletes it before the transaction ends; empty when it is unknown. */
  Optional<Head> lock(Handle transaction, String name) {
    return transaction
        .createQuery(
            """
            select name, enabled, current_version, draft_version
            from configurations where name = :name and deleted_at is null for update
            """)
        .bind("name", name)
        .map(
            (row, context) ->
                new Head(
                    row.getString("name"),
                    row.getBoolean("enabled"),
                    ConfigurationStore.number(row, "current_version"),
                    ConfigurationStore.number(row, "draft_version"),
                    latest(transaction, name)))
        .findOne();
  }

  private static int latest(Handle transaction, String name) {
    return transaction
        .createQuery(
            "select coalesce(max(version), 0) from configuration_versions where name = :name")
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
  }

  /** Adds a configuration without a version, or revives a deleted one; false when it exists. */
  boolean add(Handle transaction, String name, boolean enabled) {
    return transaction
            .createUpdate(
                """
                insert into configurations (name, enabled, current_version) values (:name, :enabled, null)
                on conflict (name) do update
                set enabled = excluded.enabled, deleted_at = null, current_version = null,
                  draft_version = null
                where configurations.deleted_at is not null
                """)
            .bind("name", name)
            .bind("enabled", enabled)
            .execute()
        == 1;
  }

  Configuration read(Handle transaction, String name, int version) {
    return find(transaction, name, version)
        .orElseThrow(
            () -> new IllegalStateException("Lost version %d of %s".formatted(version, name)));
  }

  Optional<Configuration> find(Handle transaction, String name, int version) {
    return transaction
        .createQuery(
            """
            select c.name, c.enabled, v.version, v.definition, v.created_at
            from configurations c join configuration_versions v on v.name = c.name
            where c.name = :name and v.version = :version
            """)
        .bind("name", name)
        .bind("version", version)
        .map(ConfigurationStore::read)
        .findOne();
  }

  /**
   * Writes the next version as the draft and answers its number.
   *
   * @param restoredFrom the version that a roll-back brings back
   */
  int writeDraft(
      Handle transaction, Configuration wanted, String author, Optional<Integer> restoredFrom) {
    var version = latest(transaction, wanted.name()) + 1;
    transaction
        .createUpdate(
            """
            insert into configuration_versions
              (name, version, definition, created_by, created_at, restored_from)
            values (:name, :version, :definition::jsonb, :createdBy, :createdAt, :restoredFrom)
            """)
        .bind("name", wanted.name())
        .bind("version", version)
        .bind("definition", written(wanted.as(version, wanted.enabled(), wanted.changedAt())))
        .bind("createdBy", author)
        .bind("createdAt", wanted.changedAt().atOffset(ZoneOffset.UTC))
        .bind("restoredFrom", restoredFrom.orElse(null))
        .execute();
    transaction
        .createUpdate("update configurations set draft_version = :version where name = :name")
        .bind("version", version)
        .bind("name", wanted.name())
        .execute();
    return version;
  }

  /** From now on users get this version, and there is no draft. */
  void publish(Handle transaction, String name, int version, String publisher, Instant at) {
    transaction
        .createUpdate(
            "update configurations set current_version = :version, draft_version = null"
                + " where name = :name")
        .bind("version", version)
        .bind("name", name)
        .execute();
    transaction
        .createUpdate(
            """
            update configuration_versions set published_at = :at, published_by = :publisher
            where name = :name and version = :version and published_at is null
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("publisher", publisher)
        .bind("name", name)
        .bind("version", version)
        .execute();
  }

  void discardDraft(Handle transaction, String name) {
    transaction
        .createUpdate("update configurations set draft_version = null where name = :name")
        .bind("name", name)
        .execute();
  }

  void setEnabled(Handle transaction, String name, boolean enabled) {
    transaction
        .createUpdate("update configurations set enabled = :enabled where name = :name")
        .bind("enabled", enabled)
        .bind("name", name)
        .execute();
  }

  void delete(Handle transaction, String name, Instant at) {
    transaction
        .createUpdate(
            "update configurations set deleted_at = :at, enabled = false where name = :name")
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("name", name)
        .execute();
  }

  /** Who has living instances of it, whoever has most first. */
  List<Use> uses(Handle transaction, String name) {
    return transaction
        .createQuery(
            """
            select u.username, count(*) as instances
            from instances i join users u on u.id = i.owner_id
            where i.configuration = :name and i.state in ('PENDING', 'RUNNING', 'STOPPING')
            group by u.username order by instances desc, u.username
            """)
        .bind("name", name)
        .map((row, context) -> new Use(row.getString("username"), row.getInt("instances")))
        .list();
  }

  /** A page of the history, the newest first. */
  Page<ConfigurationVersion> history(String name, Optional<Integer> before, int limit) {
    var found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select v.version, v.created_at, v.created_by, v.published_at,
                          v.published_by, v.restored_from,
                          v.version is not distinct from c.current_version as current,
                          v.version is not distinct from c.draft_version as draft
                        from configurations c join configuration_versions v on v.name = c.name
                        where c.name = :name and c.deleted_at is null and v.version < :before
                        order by v.version desc limit :limit
                        """)
                    .bind("name", name)
                    .bind("before", before.orElse(Integer.MAX_VALUE))
                    .bind("limit", limit + 1)
                    .map(VersionStore::readVersion)
                    .list());
    return found.size() > limit
        ? new Page<>(
            found.subList(0, limit), Optional.of(String.valueOf(found.get(limit - 1).version())))
        : new Page<>(found, Optional.empty());
  }

  private static ConfigurationVersion readVersion(ResultSet row, StatementContext context)
      throws SQLException {
    return new ConfigurationVersion(
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        Optional.ofNullable(row.getObject("published_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("published_by")),
        ConfigurationStore.number(row, "restored_from"),
        row.getBoolean("current"),
        row.getBoolean("draft"));
  }

  private static String written(Configuration configuration) {
    try {
      return Json.mapper().writeValueAsString(configuration);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A configuration cannot be written as JSON", unwritable);
    }
  }
}
