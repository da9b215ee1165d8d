package io.cloudapp.logic.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.health.ReconcileRun;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps what the reconciler's runs saw and did, for 30 days. */
@Singleton
public final class RunHistory {

  private static final Duration KEPT = Duration.ofDays(30);

  /** A run that does more has the same few things to tell of each. */
  private static final int MAXIMUM_ACTIONS = 100;

  private final Jdbi jdbi;

  RunHistory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void save(ReconcileRun run) {
    jdbi.useTransaction(
        transaction -> {
          transaction
              .createUpdate(
                  """
                  insert into reconcile_runs (
                    started_at, finished_at, outcome, ec2_instances, present_rows, actions, alarms,
                    notable)
                  values (
                    :startedAt, :finishedAt, :outcome, :ec2Instances, :rows,
                    cast(:actions as jsonb), cast(:alarms as jsonb), :notable)
                  """)
              .bind("startedAt", run.startedAt().atOffset(ZoneOffset.UTC))
              .bind("finishedAt", run.finishedAt().atOffset(ZoneOffset.UTC))
              .bind("outcome", run.outcome())
              .bind("ec2Instances", run.ec2Instances())
              .bind("rows", run.rows())
              .bind("actions", json(run.actions().stream().limit(MAXIMUM_ACTIONS).toList()))
              .bind("alarms", json(run.alarms()))
              .bind("notable", isNotable(run))
              .execute();
          transaction
              .createUpdate("delete from reconcile_runs where started_at < :before")
              .bind("before", run.startedAt().minus(KEPT).atOffset(ZoneOffset.UTC))
              .execute();
        });
  }

  private static boolean isNotable(ReconcileRun run) {
    return !run.outcome().equals("done") || !run.actions().isEmpty() || !run.alarms().isEmpty();
  }

  public Optional<ReconcileRun> last() {
    return jdbi.withHandle(handle -> runs(handle, "", 1)).stream().findFirst();
  }

  /** When the last run ended that went through. */
  public Optional<Instant> lastDone() {
    return jdbi.withHandle(handle -> runs(handle, "where outcome = 'done'", 1)).stream()
        .findFirst()
        .map(ReconcileRun::finishedAt);
  }

  /**
   * When the first user came, whom the reconciler works for; empty before. An installation knows no
   * other time of its beginning.
   */
  public Optional<Instant> expectedSince() {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select min(created_at) from users")
                    .mapTo(OffsetDateTime.class)
                    .findOne())
        .map(OffsetDateTime::toInstant);
  }

  /** The last runs in which something happened, {@code limit} at most. */
  public List<ReconcileRun> notable(int limit) {
    return jdbi.withHandle(handle -> runs(handle, "where notable", limit));
  }

  private static List<ReconcileRun> runs(Handle handle, String condition, int limit) {
    return handle
        .createQuery(
            "select * from reconcile_runs " + condition + " order by started_at desc limit :limit")
        .bind("limit", limit)
        .map((row, context) -> run(row))
        .list();
  }

  private static ReconcileRun run(ResultSet row) throws SQLException {
    return new ReconcileRun(
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
        row.getString("outcome"),
        row.getInt("ec2_instances"),
        row.getInt("present_rows"),
        read(row.getString("actions"), new TypeReference<>() {}),
        read(row.getString("alarms"), new TypeReference<>() {}));
  }

  private static <T> List<T> read(String json, TypeReference<List<T>> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A run of the reconciler cannot be read", unreadable);
    }
  }

  private static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A run of the reconciler cannot be written", unwritable);
    }
  }
}
