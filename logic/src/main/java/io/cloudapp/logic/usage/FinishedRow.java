package io.cloudapp.logic.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.usage.RecordUsage.Result;
import io.cloudapp.logic.usage.UsageEvent.ExecutionFinished;
import io.cloudapp.logic.usage.UsageEvent.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/** Makes an event of what Aurora knows of an execution. */
final class FinishedRow {

  /** Without its condition. */
  static final String QUERY =
      """
      select e.id, e.kind, e.state, e.user_id, u.username, e.requested_at, e.finished_at,
        e.forced, e.problem, i.id as instance_id, i.configuration,
        i.configuration_version, i.launched_at, i.login_published_at, i.ended_at, i.test,
        coalesce(i.launch ->> 'instanceType', v.definition ->> 'instanceType', '')
          as instance_type,
        coalesce(i.launch -> 'disk', v.definition -> 'disk') ->> 'sizeGigabytes' as disk_gigabytes,
        coalesce(i.launch -> 'disk', v.definition -> 'disk') ->> 'type' as disk_type
      from executions e
        join users u on u.id = e.user_id
        join instances i on i.id = e.instance_id
        left join configuration_versions v
          on v.name = i.configuration and v.version = i.configuration_version
      """;

  private FinishedRow() {}

  /**
   * @param result for an execution that is not over yet
   * @param now its end, in that case
   */
  static ExecutionFinished read(ResultSet row, Result result, Instant now) throws SQLException {
    var kind = ExecutionKind.valueOf(row.getString("kind"));
    var type = type(kind, result(ExecutionState.valueOf(row.getString("state")), result));
    var requestedAt = time(row, "requested_at").orElseThrow();
    var at = time(row, "finished_at").orElse(now);
    var usableAt =
        type == Type.INSTANCE_PROVISIONED
            ? time(row, "login_published_at")
            : Optional.<Instant>empty();
    return new ExecutionFinished(
        UsageEvent.SCHEMA_VERSION,
        row.getString("id") + "-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        type,
        at,
        row.getString("id"),
        row.getString("instance_id"),
        row.getString("user_id"),
        row.getString("username"),
        row.getString("configuration"),
        row.getInt("configuration_version"),
        row.getString("instance_type"),
        Optional.ofNullable(row.getString("disk_gigabytes")).map(Integer::valueOf),
        Optional.ofNullable(row.getString("disk_type")),
        requestedAt,
        seconds(requestedAt, at),
        usableAt,
        usableAt.map(usable -> seconds(requestedAt, usable)),
        time(row, "launched_at"),
        time(row, "ended_at"),
        row.getBoolean("forced"),
        problem(row.getString("problem")),
        row.getBoolean("test"));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Result result(ExecutionState state, Result otherwise) {
    return switch (state) {
      case SUCCEEDED -> Result.SUCCEEDED;
      case FAILED -> Result.FAILED;
      case ACCEPTED, RUNNING -> otherwise;
    };
  }

  private static Type type(ExecutionKind kind, Result result) {
    return switch (kind) {
      case PROVISION ->
          result == Result.SUCCEEDED ? Type.INSTANCE_PROVISIONED : Type.PROVISION_FAILED;
      case STOP -> result == Result.SUCCEEDED ? Type.INSTANCE_STOPPED : Type.STOP_FAILED;
    };
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
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
}
