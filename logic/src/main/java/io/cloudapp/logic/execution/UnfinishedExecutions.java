package io.cloudapp.logic.execution;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.logic.execution.ExecutionStore.Locked;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What reconcile does with executions that their workflow has not brought to an end. */
@Singleton
public final class UnfinishedExecutions {

  private final Jdbi jdbi;
  private final ExecutionStore executions;
  private final StepStore steps;
  private final StartWorkflow startWorkflow;
  private final Clock clock;

  UnfinishedExecutions(
      Jdbi jdbi,
      ExecutionStore executions,
      StepStore steps,
      StartWorkflow startWorkflow,
      Clock clock) {
    this.jdbi = jdbi;
    this.executions = executions;
    this.steps = steps;
    this.startWorkflow = startWorkflow;
    this.clock = clock;
  }

  /** An execution that is not over. */
  public record Unfinished(
      String id,
      ExecutionKind kind,
      ExecutionState state,
      String instanceId,
      boolean forced,
      Instant requestedAt,
      Instant deadline) {}

  /** All of them, the most urgent first, {@code limit} at most. */
  public List<Unfinished> list(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, kind, state, instance_id, forced, requested_at, deadline
                    from executions
                    where state in ('ACCEPTED', 'RUNNING')
                    order by deadline, id
                    limit :limit
                    """)
                .bind("limit", limit)
                .map((row, context) -> unfinished(row))
                .list());
  }

  /** Starts an accepted execution once more; returns whether AWS confirmed it. */
  public boolean start(Unfinished execution) {
    return startWorkflow.start(execution.kind(), execution.id());
  }

  /** Ends it well; returns false if it was over already. */
  public boolean succeed(String id) {
    return end(id, (handle, execution, now) -> executions.succeed(handle, id, now), "");
  }

  /**
   * Ends it badly, and takes back what its workflow may still be launching.
   *
   * @return false if it was over already, or if the instance was handed over at the last moment
   */
  public boolean fail(String id, Problem problem) {
    return end(
        id,
        (handle, execution, now) -> fail(handle, id, execution, problem, now),
        problem.detail());
  }

  private boolean fail(Handle handle, String id, Locked execution, Problem problem, Instant now) {
    if (execution.kind() == ExecutionKind.PROVISION) {
      if (executions.isHandedOver(handle, execution.instanceId())) {
        return false;
      }
      executions.takeBackLaunch(handle, execution.instanceId());
    }
    return executions.fail(handle, id, now, problem);
  }

  private boolean end(String id, Ending ending, String reason) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return jdbi.inTransaction(
        handle -> {
          var execution = executions.lock(handle, id);
          if (execution.isEmpty() || !ending.applies(handle, execution.get(), now)) {
            return false;
          }
          steps.endUnfinished(handle, id, reason, now);
          executions.touch(handle, id);
          return true;
        });
  }

  private interface Ending {
    boolean applies(Handle handle, Locked execution, Instant now);
  }

  private static Unfinished unfinished(ResultSet row) throws SQLException {
    return new Unfinished(
        row.getString("id"),
        ExecutionKind.valueOf(row.getString("kind")),
        ExecutionState.valueOf(row.getString("state")),
        row.getString("instance_id"),
        row.getBoolean("forced"),
        Times.required(row, "requested_at"),
        Times.required(row, "deadline"));
  }
}
