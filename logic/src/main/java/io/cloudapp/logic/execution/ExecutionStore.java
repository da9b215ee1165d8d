package io.cloudapp.logic.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.Execution.Estimate;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads executions as people see them, and moves their state. */
@Singleton
final class ExecutionStore {

  private static final String COLUMNS =
      """
      select execution.*, users.username
      from executions as execution join users on users.id = execution.user_id
      """;

  private static final String FOLLOWING =
      " and (execution.requested_at, execution.id) < (:lastRequestedAt, :lastId)";

  private static final String NEWEST_FIRST =
      " order by execution.requested_at desc, execution.id desc limit :limit";

  private final StepStore steps;
  private final Estimates estimates;
  private final ClickToUsable clickToUsable;

  ExecutionStore(StepStore steps, Estimates estimates, ClickToUsable clickToUsable) {
    this.steps = steps;
    this.estimates = estimates;
    this.clickToUsable = clickToUsable;
  }

  /** An execution together with the number that grows with each of its changes. */
  record Versioned(Execution execution, long version) {}

  /** What the workflow and its statuses need to know; the row stays locked until the commit. */
  record Locked(ExecutionKind kind, ExecutionState state, String instanceId) {}

  Optional<Versioned> find(Handle handle, String id, Viewer viewer) {
    var query = query(handle, COLUMNS + " where execution.id = :id and " + seen(viewer), viewer);
    var rows = query.bind("id", id).map((row, context) -> Row.of(row)).list();
    return complete(handle, rows).stream().findFirst();
  }

  Optional<Long> version(Handle handle, String id, Viewer viewer) {
    var sql = "select version from executions as execution where id = :id and " + seen(viewer);
    return query(handle, sql, viewer).bind("id", id).mapTo(Long.class).findOne();
  }

  /** The newest first, {@code limit} at most. */
  List<Execution> newest(Handle handle, Viewer viewer, ExecutionFilter filter, int limit) {
    var conditions = ExecutionConditions.of(viewer, filter);
    var sql = COLUMNS + " where " + conditions.sql() + NEWEST_FIRST;
    return executions(handle, conditions.bindTo(handle.createQuery(sql)).bind("limit", limit));
  }

  /** Those after one of them in the order of {@link #newest}, {@code limit} at most. */
  List<Execution> after(
      Handle handle, Viewer viewer, ExecutionFilter filter, String id, int limit) {
    // Looked up by itself: compared with a subquery, the place would not be found by the index.
    var last =
        handle
            .createQuery("select requested_at from executions where id = :id")
            .bind("id", id)
            .map((row, context) -> Times.required(row, "requested_at"))
            .findOne();
    if (last.isEmpty()) {
      return List.of();
    }
    var conditions = ExecutionConditions.of(viewer, filter);
    var sql = COLUMNS + " where " + conditions.sql() + FOLLOWING + NEWEST_FIRST;
    return executions(
        handle,
        conditions
            .bindTo(handle.createQuery(sql))
            .bind("lastRequestedAt", last.get())
            .bind("lastId", id)
            .bind("limit", limit));
  }

  /** How many there are, counted up to {@code limit}. */
  int count(Handle handle, Viewer viewer, ExecutionFilter filter, int limit) {
    var conditions = ExecutionConditions.of(viewer, filter);
    var sql =
        "select count(*) from (select 1 from executions as execution where "
            + conditions.sql()
            + " limit :limit) as found";
    return conditions
        .bindTo(handle.createQuery(sql))
        .bind("limit", limit)
        .mapTo(Integer.class)
        .one();
  }

  /** Takes the lock under which an execution and its steps are changed. */
  Optional<Locked> lock(Handle handle, String id) {
    return handle
        .createQuery(
            "select kind, state, instance_id from executions where id = :id for no key update")
        .bind("id", id)
        .map(
            (row, context) ->
                new Locked(
                    ExecutionKind.valueOf(row.getString("kind")),
                    ExecutionState.valueOf(row.getString("state")),
                    row.getString("instance_id")))
        .findOne();
  }

  /** Lets waiting readers see that something changed. */
  void touch(Handle handle, String id) {
    handle
        .createUpdate("update executions set version = version + 1 where id = :id")
        .bind("id", id)
        .execute();
  }

  /** Marks it as running; one that is over stays so. Returns when it first ran. */
  Instant run(Handle handle, String id, Instant at) {
    return handle
        .createQuery(
            """
            update executions
            set state = case when state = 'ACCEPTED' then 'RUNNING' else state end,
                started_at = coalesce(started_at, :at)
            where id = :id
            returning started_at
            """)
        .bind("id", id)
        .bind("at", at)
        .map((row, context) -> Times.required(row, "started_at"))
        .one();
  }

  boolean succeed(Handle handle, String id, Instant at) {
    var ended = end(handle, id, ExecutionState.SUCCEEDED, at, Optional.empty());
    if (ended) {
      clickToUsable.note(handle, id);
    }
    return ended;
  }

  boolean fail(Handle handle, String id, Instant at, Problem problem) {
    return end(handle, id, ExecutionState.FAILED, at, Optional.of(problem));
  }

  /** Whether an instance was made available to its owner; its row stays locked until the commit. */
  boolean isHandedOver(Handle handle, String instanceId) {
    return handle
        .createQuery(
            """
            select login_published_at is not null from instances
            where id = :id for no key update
            """)
        .bind("id", instanceId)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /**
   * Takes the launch of a failed request from whatever still works on it: nobody may get an
   * instance that they were told is not there.
   */
  void takeBackLaunch(Handle handle, String instanceId) {
    handle
        .createUpdate(
            """
            update instances
            set state = 'STOPPING', undoing = true, generation = generation + 1,
              login_state = 'NONE'
            where id = :id and state in ('PENDING', 'RUNNING') and login_published_at is null
            """)
        .bind("id", instanceId)
        .execute();
  }

  private boolean end(
      Handle handle, String id, ExecutionState state, Instant at, Optional<Problem> problem) {
    return handle
            .createUpdate(
                """
                update executions
                set state = :state, finished_at = greatest(:at, requested_at),
                    problem = cast(:problem as jsonb)
                where id = :id and state in ('ACCEPTED', 'RUNNING')
                """)
            .bind("id", id)
            .bind("state", state.name())
            .bind("at", at)
            .bind("problem", problem.map(ExecutionStore::json))
            .execute()
        == 1;
  }

  private List<Execution> executions(Handle handle, Query query) {
    var rows = query.map((row, context) -> Row.of(row)).list();
    return complete(handle, rows).stream().map(Versioned::execution).toList();
  }

  private List<Versioned> complete(Handle handle, List<Row> rows) {
    var stepsById = steps.of(handle, rows.stream().map(Row::id).toList());
    var known = new HashMap<String, Estimate>();
    return rows.stream()
        .map(
            row -> {
              var estimate =
                  known.computeIfAbsent(
                      row.kind() + " " + row.configuration(),
                      key -> estimates.of(handle, row.kind(), row.configuration()));
              return new Versioned(
                  row.execution(stepsById.getOrDefault(row.id(), List.of()), estimate),
                  row.version());
            })
        .toList();
  }

  /**
   * What a viewer sees: a stranger's execution is as unknown as none. No "or" in it, because that
   * would keep the database from the index that the list needs.
   */
  private static String seen(Viewer viewer) {
    return viewer.everyone() ? "true" : "execution.user_id = :userId";
  }

  private static Query query(Handle handle, String sql, Viewer viewer) {
    var query = handle.createQuery(sql);
    return viewer.everyone() ? query : query.bind("userId", viewer.userId());
  }

  private static String json(Problem problem) {
    try {
      return Json.mapper().writeValueAsString(problem);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A problem cannot be written as JSON", unwritable);
    }
  }

  private static Problem problem(String json) {
    try {
      return Json.mapper().readValue(json, Problem.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A stored problem cannot be read", unreadable);
    }
  }

  private record Row(
      String id,
      ExecutionKind kind,
      ExecutionState state,
      String configuration,
      String instanceId,
      String requestedBy,
      Instant requestedAt,
      Optional<Instant> finishedAt,
      boolean forced,
      String reason,
      Optional<Problem> problem,
      long version) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString("id"),
          ExecutionKind.valueOf(row.getString("kind")),
          ExecutionState.valueOf(row.getString("state")),
          row.getString("configuration"),
          row.getString("instance_id"),
          row.getString("username"),
          Times.required(row, "requested_at"),
          Times.optional(row, "finished_at"),
          row.getBoolean("forced"),
          row.getString("reason"),
          Optional.ofNullable(row.getString("problem")).map(ExecutionStore::problem),
          row.getLong("version"));
    }

    Execution execution(List<Execution.ExecutionStep> steps, Estimate estimate) {
      return new Execution(
          id,
          kind,
          state,
          configuration,
          instanceId,
          requestedBy,
          requestedAt,
          finishedAt,
          forced,
          reason,
          steps,
          estimate,
          problem);
    }
  }
}
