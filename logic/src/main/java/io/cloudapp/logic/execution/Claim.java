package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.ExecutionKind;
import java.time.Instant;

/** What a workflow learns when it asks for its work; never a secret. */
public sealed interface Claim {

  /**
   * There is work to do.
   *
   * @param forceUntil how long a forced stop may take before the instance is terminated
   * @param deadline by when the instance has to run, or to be gone
   */
  record Proceed(
      String executionId,
      ExecutionKind kind,
      String instanceId,
      boolean forced,
      String configuration,
      String requestedBy,
      Instant forceUntil,
      Instant deadline)
      implements Claim {}

  /** The execution is over already, or never was. */
  record Nothing() implements Claim {}
}
