package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.ExecutionKind;

/** Starts the workflow of an accepted execution. */
public interface StartWorkflow {

  /**
   * Starts it, perhaps twice: the workflow claims its work before it does any.
   *
   * @return whether AWS confirmed the start; without that reconcile starts it later
   */
  boolean start(ExecutionKind kind, String executionId);
}
