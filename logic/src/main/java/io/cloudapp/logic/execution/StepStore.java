package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.Execution.ExecutionStep;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps the steps of executions; whoever writes holds the lock on the execution's row. */
@Singleton
final class StepStore {

  /** Writes the steps of a new execution, of which the first is under way. */
  void create(Handle handle, String executionId, ExecutionKind kind, Instant at) {
    var batch =
        handle.prepareBatch(
            """
            insert into execution_steps (execution_id, name, rank, state)
            values (:executionId, :name, :rank, 'WAITING')
            """);
    for (var step : Step.of(kind)) {
      batch
          .bind("executionId", executionId)
          .bind("name", step.wireName())
          .bind("rank", step.rank());
      batch.add();
    }
    batch.execute();
    change(handle, executionId, new StepChange(Step.START_WORKFLOW, StepState.RUNNING, 1, ""), at);
  }

  /** Moves a step where the change allows it; returns whether anything is different now. */
  boolean change(Handle handle, String executionId, StepChange change, Instant at) {
    var before =
        handle
            .createQuery(
                """
                select state, started_at, finished_at, attempts, reason from execution_steps
                where execution_id = :executionId and name = :name
                for update
                """)
            .bind("executionId", executionId)
            .bind("name", change.name().wireName())
            .map((row, context) -> progress(row))
            .findOne();
    // A step of another kind of execution has no row and nothing to show.
    var after = before.map(progress -> progress.after(change, at));
    if (after.equals(before)) {
      return false;
    }
    after.ifPresent(progress -> write(handle, executionId, change.name(), progress));
    return true;
  }

  /**
   * Ends what is still under way in an execution that is over; a {@code reason} makes it a failure.
   */
  void endUnfinished(Handle handle, String executionId, String reason, Instant at) {
    handle
        .createUpdate(
            """
            update execution_steps
            set state = case when :reason = '' then 'SUCCEEDED' else 'FAILED' end,
                finished_at = :at, reason = :reason
            where execution_id = :executionId and state in ('RUNNING', 'RETRYING')
            """)
        .bind("executionId", executionId)
        .bind("reason", reason)
        .bind("at", at)
        .execute();
  }

  Map<String, List<ExecutionStep>> of(Handle handle, Collection<String> executionIds) {
    var steps = new HashMap<String, List<ExecutionStep>>();
    handle
        .createQuery(
            """
            select execution_id, name, state, started_at, finished_at, attempts, reason
            from execution_steps
            where execution_id = any(:ids)
            order by execution_id, rank
            """)
        .bindArray("ids", String.class, executionIds)
        .map((row, context) -> Map.entry(row.getString("execution_id"), step(row)))
        .forEach(
            entry ->
                steps
                    .computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                    .add(entry.getValue()));
    return steps;
  }

  private static void write(Handle handle, String executionId, Step step, StepProgress progress) {
    handle
        .createUpdate(
            """
            update execution_steps
            set state = :state, started_at = :startedAt, finished_at = :finishedAt,
                attempts = :attempts, reason = :reason
            where execution_id = :executionId and name = :name
            """)
        .bind("executionId", executionId)
        .bind("name", step.wireName())
        .bind("state", progress.state().name())
        .bind("startedAt", progress.startedAt())
        .bind("finishedAt", progress.finishedAt())
        .bind("attempts", progress.attempts())
        .bind("reason", progress.reason())
        .execute();
  }

  private static ExecutionStep step(ResultSet row) throws SQLException {
    var progress = progress(row);
    return new ExecutionStep(
        Step.ofWireName(row.getString("name")),
        progress.state(),
        progress.startedAt(),
        progress.finishedAt(),
        progress.attempts(),
        progress.reason());
  }

  private static StepProgress progress(ResultSet row) throws SQLException {
    return new StepProgress(
        StepState.valueOf(row.getString("state")),
        Times.optional(row, "started_at"),
        Times.optional(row, "finished_at"),
        row.getInt("attempts"),
        row.getString("reason"));
  }
}
