package io.cloudapp.logic.reconcile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import java.time.Instant;
import java.util.List;

/** The executions that are not over, and how they are started and brought to an end. */
public interface OpenExecutions {

  /** One that is ACCEPTED or RUNNING. */
  record OpenExecution(
      String id,
      ExecutionKind kind,
      ExecutionState state,
      String instanceId,
      boolean forced,
      Instant requestedAt,
      Instant deadline) {}

  /** All of them, the most urgent first, {@code limit} at most. */
  List<OpenExecution> list(int limit);

  /** Starts its workflow once more; whether AWS confirmed it. */
  boolean start(OpenExecution execution);

  /** Ends it well; false when it was over already. */
  boolean succeed(String id);

  /** Ends it badly; false when it was over already. */
  boolean fail(String id, Problem problem);
}
