package io.cloudapp.logic.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Records what an execution used; a repeat records the same event again, not another one. */
@Singleton
public final class RecordUsage {

  private final Jdbi jdbi;
  private final UsageEvents events;
  private final Clock clock;

  RecordUsage(Jdbi jdbi, UsageEvents events, Clock clock) {
    this.jdbi = jdbi;
    this.events = events;
    this.clock = clock;
  }

  /** How an execution went. */
  public enum Result {
    SUCCEEDED,
    FAILED
  }

  /** False when there is no such execution of that instance. */
  public boolean record(String instanceId, String executionId, Result result) {
    var event =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select e.id, e.kind, e.user_id, u.username, e.requested_at, e.finished_at,
                          e.forced, e.problem, i.id as instance_id, i.configuration,
                          i.configuration_version, i.launched_at, i.ended_at, i.test,
                          coalesce(i.launch ->> 'instanceType', v.definition ->> 'instanceType', '')
                            as instance_type
                        from executions e
                          join users u on u.id = e.user_id
                          join instances i on i.id = e.instance_id
                          left join configuration_versions v
                            on v.name = i.configuration and v.version = i.configuration_version
                        where e.id = :execution and i.id = :instance
                        """)
                    .bind("execution", executionId)
                    .bind("instance", instanceId)
                    .map((row, context) -> event(row, result))
                    .findOne());
    event.ifPresent(events::put);
    return event.isPresent();
  }

  private UsageEvent event(ResultSet row, Result result) throws SQLException {
    var type = type(ExecutionKind.valueOf(row.getString("kind")), result);
    var requestedAt = time(row, "requested_at").orElseThrow();
    var at = time(row, "finished_at").orElseGet(clock::instant);
    var eventId =
        row.getString("id") + "-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new UsageEvent(
        eventId,
        type,
        at,
        row.getString("id"),
        row.getString("instance_id"),
        row.getString("user_id"),
        row.getString("username"),
        row.getString("configuration"),
        row.getInt("configuration_version"),
        row.getString("instance_type"),
        requestedAt,
        Duration.between(requestedAt, at).toMillis() / 1000.0,
        time(row, "launched_at"),
        time(row, "ended_at"),
        row.getBoolean("forced"),
        problem(row.getString("problem")),
        row.getBoolean("test"));
  }

  private static UsageEvent.Type type(ExecutionKind kind, Result result) {
    return switch (kind) {
      case PROVISION ->
          result == Result.SUCCEEDED
              ? UsageEvent.Type.INSTANCE_PROVISIONED
              : UsageEvent.Type.PROVISION_FAILED;
      case STOP ->
          result == Result.SUCCEEDED
              ? UsageEvent.Type.INSTANCE_STOPPED
              : UsageEvent.Type.STOP_FAILED;
    };
  }

  private static Optional<String> problem(String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      return ProblemType.of(Json.mapper().readValue(json, Problem.class).type())
          .map(ProblemType::slug);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A problem in Aurora is unreadable", unreadable);
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
