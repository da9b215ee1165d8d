package io.cloudapp.core.execution;

/** Where an execution stands; it only ever moves to a later one. */
public enum ExecutionState {
  ACCEPTED,
  RUNNING,
  SUCCEEDED,
  FAILED;

  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED;
  }
}
