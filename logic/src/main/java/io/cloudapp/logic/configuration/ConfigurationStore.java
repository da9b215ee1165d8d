package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the configurations and every version they ever had. */
@Singleton
public final class ConfigurationStore {

  private static final String VERSION =
      """
      select c.name, c.enabled, v.version, v.definition, v.created_at
      from configurations c join configuration_versions v on v.name = c.name
      where c.name = :name
      """;

  /** What the caller may see: admins everything, users what is published, enabled and for them. */
  private static final String OFFERS =
      """
      select c.name, c.enabled, c.current_version, c.draft_version,
        v.version, v.definition, v.created_at, v.created_by,
        (select max(version) from configuration_versions where name = c.name) as latest_version,
        (select count(*) from instances i
         where i.configuration = c.name and i.state in ('PENDING', 'RUNNING', 'STOPPING'))
          as living,
        (select count(*) from instances i
         where i.configuration = c.name and i.state in ('PENDING', 'RUNNING', 'STOPPING')
           and i.owner_id = :caller and not i.test) as mine
      from configurations c
        join configuration_versions v
          on v.name = c.name
          and v.version = coalesce(:version, c.current_version, c.draft_version)
      where c.deleted_at is null
        and (:admin or (c.enabled and c.current_version is not null
          and (coalesce((v.definition -> 'access' ->> 'everyone')::boolean, true)
            or exists (
              select from jsonb_array_elements_text(v.definition -> 'access' -> 'groups') g (name)
              where g.name = any(string_to_array(:groups, ' '))))))
      """;

  private final Jdbi jdbi;

  ConfigurationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What users get now, whether enabled or not. */
  public Optional<Configuration> find(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    VERSION + " and v.version = c.current_version and c.deleted_at is null")
                .bind("name", name)
                .map(ConfigurationStore::read)
                .findOne());
  }

  /** One version, also of a configuration that was changed or deleted since. */
  public Optional<Configuration> find(String name, int version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(VERSION + " and v.version = :version")
                .bind("name", name)
                .bind("version", version)
                .map(ConfigurationStore::read)
                .findOne());
  }

  /**
   * @param version empty for what users get
   */
  Optional<OfferRow> offer(Caller caller, String name, Optional<Integer> version) {
    return jdbi.withHandle(
        handle ->
            bound(handle.createQuery(OFFERS + " and c.name = :name"), caller, version)
                .bind("name", name)
                .map(ConfigurationStore::readOffer)
                .findOne());
  }

  /** A page in the order of the names, those after {@code after} (may be empty). */
  Page<OfferRow> offers(Caller caller, String after, int limit) {
    var sql = OFFERS + " and c.name > :after order by c.name limit :limit";
    var found =
        jdbi.withHandle(
            handle ->
                bound(handle.createQuery(sql), caller, Optional.empty())
                    .bind("after", after)
                    .bind("limit", limit + 1)
                    .map(ConfigurationStore::readOffer)
                    .list());
    return found.size() > limit
        ? new Page<>(
            found.subList(0, limit), Optional.of(found.get(limit - 1).configuration().name()))
        : new Page<>(found, Optional.empty());
  }

  private static Query bound(Query query, Caller caller, Optional<Integer> version) {
    return query
        .bind("version", version.orElse(null))
        .bind("admin", caller.isAdmin())
        .bind("caller", caller.userId())
        .bind("groups", String.join(" ", caller.groups()));
  }

  private static OfferRow readOffer(ResultSet row, StatementContext context) throws SQLException {
    return new OfferRow(
        read(row, context),
        number(row, "current_version"),
        number(row, "draft_version"),
        row.getInt("latest_version"),
        row.getString("created_by"),
        row.getInt("living"),
        row.getInt("mine"));
  }

  /** The columns win over the definition, which was written before its version was known. */
  static Configuration read(ResultSet row, StatementContext context) throws SQLException {
    try {
      return Json.mapper()
          .readValue(row.getString("definition"), Configuration.class)
          .as(
              row.getInt("version"),
              row.getBoolean("enabled"),
              row.getObject("created_at", OffsetDateTime.class).toInstant());
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A configuration in Aurora is unreadable", unreadable);
    }
  }

  static Optional<Integer> number(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Integer.class));
  }
}
