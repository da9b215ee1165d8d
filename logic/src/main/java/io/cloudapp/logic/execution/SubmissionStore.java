package io.cloudapp.logic.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.configuration.Configuration.Access;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What accepting a request reads and writes, all within one transaction. */
@Singleton
final class SubmissionStore {

  private final StepStore steps;

  SubmissionStore(StepStore steps) {
    this.steps = steps;
  }

  /** Who asks: how many instances they may have, and whether their account is switched off. */
  record Requester(int quota, boolean disabled) {}

  /** An earlier request with the same key. */
  record Earlier(String executionId, String payloadHash) {}

  /**
   * What a request has to know of a configuration.
   *
   * @param version the one that users get, or the one to be tested
   */
  record Recipe(
      boolean enabled,
      int version,
      String loginUser,
      int maximumLifetimeHours,
      Optional<Integer> quotaPerUser,
      Access access) {}

  record Target(
      String id,
      String ownerId,
      InstanceState state,
      String configuration,
      int configurationVersion) {}

  /** A new execution as the row has it. */
  record Accepted(
      String id,
      ExecutionKind kind,
      String userId,
      String idempotencyKey,
      String payloadHash,
      String instanceId,
      String configuration,
      int configurationVersion,
      boolean forced,
      String reason,
      Instant requestedAt,
      Instant deadline) {}

  /**
   * Reads what the user may do and holds the row until the commit, so that the requests of one
   * person are decided one after the other, wherever they come in.
   */
  Optional<Requester> lockRequester(Handle handle, String userId) {
    return handle
        .createQuery(
            """
            select quota, disabled_at is not null as disabled from users
            where id = :id for no key update
            """)
        .bind("id", userId)
        .map((row, context) -> new Requester(row.getInt("quota"), row.getBoolean("disabled")))
        .findOne();
  }

  Optional<Earlier> earlier(Handle handle, String userId, String idempotencyKey) {
    return handle
        .createQuery(
            """
            select id, payload_hash from executions
            where user_id = :userId and idempotency_key = :key
            """)
        .bind("userId", userId)
        .bind("key", idempotencyKey)
        .map((row, context) -> new Earlier(row.getString("id"), row.getString("payload_hash")))
        .findOne();
  }

  int living(Handle handle, String userId) {
    return handle
        .createQuery(
            """
            select count(*) from instances
            where owner_id = :userId and state in ('PENDING', 'RUNNING', 'STOPPING')
            """)
        .bind("userId", userId)
        .mapTo(Integer.class)
        .one();
  }

  /** The caller's living instances of one configuration; test instances are not counted. */
  int living(Handle handle, String userId, String configuration) {
    return handle
        .createQuery(
            """
            select count(*) from instances
            where owner_id = :userId and configuration = :configuration and not test
              and state in ('PENDING', 'RUNNING', 'STOPPING')
            """)
        .bind("userId", userId)
        .bind("configuration", configuration)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * What the configuration says, which nobody can delete before the transaction ends.
   *
   * @param version to be tested; empty for the one that users get
   */
  Optional<Recipe> recipe(Handle handle, String configuration, Optional<Integer> version) {
    return handle
        .createQuery(
            """
            select configuration.enabled, recipe.version,
                   recipe.definition ->> 'loginUser' as login_user,
                   cast(recipe.definition ->> 'maximumLifetimeHours' as integer) as hours,
                   cast(recipe.definition ->> 'quotaPerUser' as integer) as quota,
                   recipe.definition ->> 'access' as access
            from configurations as configuration
            join configuration_versions as recipe
              on recipe.name = configuration.name
              and recipe.version = coalesce(:version, configuration.current_version)
            where configuration.name = :name and configuration.deleted_at is null
            for key share of configuration
            """)
        .bind("name", configuration)
        .bind("version", version.orElse(null))
        .map(
            (row, context) ->
                new Recipe(
                    row.getBoolean("enabled"),
                    row.getInt("version"),
                    row.getString("login_user"),
                    row.getInt("hours"),
                    Optional.ofNullable(row.getObject("quota", Integer.class)),
                    access(row.getString("access"))))
        .findOne();
  }

  private static Access access(String json) {
    if (json == null) {
      return Access.forEveryone();
    }
    try {
      return Json.mapper().readValue(json, Access.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A configuration in Aurora is unreadable", unreadable);
    }
  }

  /** The instance to stop, held until the commit; a stranger's is as unknown as none. */
  Optional<Target> lockTarget(Handle handle, String instanceId, Caller caller) {
    return handle
        .createQuery(
            """
            select id, owner_id, state, configuration, configuration_version from instances
            where id = :id and (:everyone or owner_id = :userId)
            for no key update
            """)
        .bind("id", instanceId)
        .bind("everyone", caller.isAdmin())
        .bind("userId", caller.userId())
        .map(
            (row, context) ->
                new Target(
                    row.getString("id"),
                    row.getString("owner_id"),
                    InstanceState.valueOf(row.getString("state")),
                    row.getString("configuration"),
                    row.getInt("configuration_version")))
        .findOne();
  }

  /** Whether a stop of the instance is under way; with {@code forced} only a forced one counts. */
  boolean isBeingStopped(Handle handle, String instanceId, boolean forced) {
    return handle
        .createQuery(
            """
            select exists (
              select from executions
              where instance_id = :instanceId and kind = 'STOP'
                and state in ('ACCEPTED', 'RUNNING') and (forced or not :forced))
            """)
        .bind("instanceId", instanceId)
        .bind("forced", forced)
        .mapTo(Boolean.class)
        .one();
  }

  void insert(Handle handle, Accepted accepted) {
    handle
        .createUpdate(
            """
            insert into executions (
              id, kind, state, user_id, idempotency_key, payload_hash, instance_id, configuration,
              configuration_version, forced, reason, requested_at, deadline)
            values (
              :id, :kind, 'ACCEPTED', :userId, :key, :payloadHash, :instanceId, :configuration,
              :configurationVersion, :forced, :reason, :requestedAt, :deadline)
            """)
        .bind("id", accepted.id())
        .bind("kind", accepted.kind().name())
        .bind("userId", accepted.userId())
        .bind("key", accepted.idempotencyKey())
        .bind("payloadHash", accepted.payloadHash())
        .bind("instanceId", accepted.instanceId())
        .bind("configuration", accepted.configuration())
        .bind("configurationVersion", accepted.configurationVersion())
        .bind("forced", accepted.forced())
        .bind("reason", accepted.reason())
        .bind("requestedAt", accepted.requestedAt())
        .bind("deadline", accepted.deadline())
        .execute();
    steps.create(handle, accepted.id(), accepted.kind(), accepted.requestedAt());
  }

  /** Writes the row that quota counts, before anything of the instance exists. */
  void insertInstance(
      Handle handle,
      Accepted accepted,
      Recipe recipe,
      Instant expiresAt,
      Instant latestExpiryAt,
      boolean test) {
    handle
        .createUpdate(
            """
            insert into instances (
              id, owner_id, configuration, configuration_version, state, login_user, requested_at,
              expires_at, latest_expiry_at, test)
            values (
              :id, :ownerId, :configuration, :configurationVersion, 'PENDING', :loginUser,
              :requestedAt, :expiresAt, :latestExpiryAt, :test)
            """)
        .bind("id", accepted.instanceId())
        .bind("ownerId", accepted.userId())
        .bind("configuration", accepted.configuration())
        .bind("configurationVersion", accepted.configurationVersion())
        .bind("loginUser", recipe.loginUser())
        .bind("requestedAt", accepted.requestedAt())
        .bind("expiresAt", expiresAt)
        .bind("latestExpiryAt", latestExpiryAt)
        .bind("test", test)
        .execute();
  }

  /** Takes the instance over from whatever works on it: a launch in flight loses its claim. */
  void takeOverToStop(Handle handle, String instanceId, String reason) {
    handle
        .createUpdate(
            """
            update instances
            set state = 'STOPPING', generation = generation + 1, stop_reason = :reason
            where id = :id
            """)
        .bind("id", instanceId)
        .bind("reason", reason)
        .execute();
  }
}
