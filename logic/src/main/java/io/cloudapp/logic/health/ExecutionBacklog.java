package io.cloudapp.logic.health;

import io.cloudapp.core.health.HealthReport.Backlog;
import io.cloudapp.core.health.HealthReport.OldestExecution;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What the database tells of work that is under way. */
@Singleton
class ExecutionBacklog {

  private static final Duration RECENT = Duration.ofMinutes(15);

  private final Jdbi jdbi;

  ExecutionBacklog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  boolean answers() {
    return jdbi.withHandle(handle -> handle.createQuery("select true").mapTo(Boolean.class).one());
  }

  /** The deadline is the request plus a fixed time, so the first deadline is the oldest request. */
  Backlog read() {
    return jdbi.withHandle(
        handle -> {
          var unfinished =
              handle
                  .createQuery(
                      "select count(*) from executions where state in ('ACCEPTED', 'RUNNING')")
                  .mapTo(Integer.class)
                  .one();
          var oldest =
              handle
                  .createQuery(
                      "select id, kind, configuration, requested_at, deadline from executions"
                          + " where state in ('ACCEPTED', 'RUNNING') order by deadline limit 1")
                  .map((row, context) -> oldest(row))
                  .findOne();
          return new Backlog(unfinished, oldest);
        });
  }

  /** How long the slowest of the latest statuses took from its workflow to the database. */
  Optional<Long> slowestStatusSeconds(Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select cast(extract(epoch from max(recorded_at - at)) as bigint)"
                        + " from status_events where recorded_at > :since")
                .bind("since", now.minus(RECENT).atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .findOne());
  }

  private static OldestExecution oldest(ResultSet row) throws SQLException {
    return new OldestExecution(
        row.getString("id"),
        row.getString("kind").toLowerCase(Locale.ROOT),
        row.getString("configuration"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        row.getObject("deadline", OffsetDateTime.class).toInstant());
  }
}
