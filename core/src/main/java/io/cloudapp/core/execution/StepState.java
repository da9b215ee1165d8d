package io.cloudapp.core.execution;

/** Where a step stands. */
public enum StepState {
  WAITING(0),
  RUNNING(1),
  RETRYING(1),
  SUCCEEDED(2),
  FAILED(2),
  UNDONE(3);

  private final int rank;

  StepState(int rank) {
    this.rank = rank;
  }

  /** A step never moves to a state of lower rank; within one rank only its attempts grow. */
  public int rank() {
    return rank;
  }

  public boolean isFinal() {
    return rank >= 2;
  }
}
