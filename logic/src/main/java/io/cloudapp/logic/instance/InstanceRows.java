package io.cloudapp.logic.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads rows of the table of instances. */
public final class InstanceRows {

  private InstanceRows() {}

  /** A row with all columns of the table. */
  public static InstanceRow read(ResultSet row, StatementContext context) throws SQLException {
    var expiresAt = time(row, "expires_at").orElseThrow();
    return new InstanceRow(
        row.getString("id"),
        row.getString("owner_id"),
        row.getString("configuration"),
        row.getInt("configuration_version"),
        InstanceState.valueOf(row.getString("state")),
        row.getInt("generation"),
        row.getBoolean("undoing"),
        text(row, "launch").map(InstanceRows::launch),
        row.getInt("attempt"),
        text(row, "zone"),
        text(row, "client_token"),
        time(row, "launch_called_at"),
        text(row, "ec2_instance_id"),
        text(row, "host"),
        row.getString("login_user"),
        LoginState.valueOf(row.getString("login_state")),
        time(row, "login_published_at"),
        text(row, "key_pair_name"),
        text(row, "secret_name"),
        time(row, "requested_at").orElseThrow(),
        time(row, "launched_at"),
        expiresAt,
        time(row, "latest_expiry_at").orElse(expiresAt),
        time(row, "ended_at"),
        row.getString("stop_reason"),
        row.getInt("unknown_sightings"),
        time(row, "unknown_since"),
        row.getString("end_evidence"));
  }

  static String write(FrozenLaunch launch) {
    try {
      return Json.mapper().writeValueAsString(launch);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A launch cannot be written as JSON", unwritable);
    }
  }

  private static FrozenLaunch launch(String json) {
    try {
      return Json.mapper().readValue(json, FrozenLaunch.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A launch in Aurora is unreadable", unreadable);
    }
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
