package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.Execution.Estimate;
import io.cloudapp.core.execution.ExecutionKind;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** How long executions take, learned from the latest successful ones of the same configuration. */
@Singleton
final class Estimates {

  /** So few runs say nothing yet. */
  private static final int ENOUGH_RUNS = 5;

  /** Older runs no longer tell how long it takes today. */
  private static final int LATEST_RUNS = 50;

  Estimate of(Handle handle, ExecutionKind kind, String configuration) {
    return handle
        .createQuery(
            """
            select count(*) as runs,
                   percentile_cont(0.50) within group (order by seconds) as p50,
                   percentile_cont(0.95) within group (order by seconds) as p95
            from (
              select extract(epoch from finished_at - requested_at)::float8 as seconds
              from executions
              where configuration = :configuration and kind = :kind and state = 'SUCCEEDED'
              order by finished_at desc
              limit :latest
            ) as latest
            """)
        .bind("configuration", configuration)
        .bind("kind", kind.name())
        .bind("latest", LATEST_RUNS)
        .map(
            (row, context) ->
                row.getInt("runs") < ENOUGH_RUNS
                    ? untilLearned(kind)
                    : new Estimate(
                        wholeSeconds(row.getDouble("p50")), wholeSeconds(row.getDouble("p95"))))
        .one();
  }

  private static Estimate untilLearned(ExecutionKind kind) {
    return switch (kind) {
      case PROVISION -> new Estimate(60, 120);
      case STOP -> new Estimate(45, 90);
    };
  }

  private static int wholeSeconds(double seconds) {
    return (int) Math.ceil(seconds);
  }
}
