package io.cloudapp.local.states.execution;

/** Ends an execution, or a part of it, past every Retry and Catch. */
sealed class ExecutionEnded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ExecutionEnded() {
    super(null, null, false, false);
  }

  /** The machine's TimeoutSeconds, or the five minutes of Express, are over. */
  static final class TimedOut extends ExecutionEnded {
    private static final long serialVersionUID = 1L;
  }

  /** A sibling failed, so this branch is given up. */
  static final class Cancelled extends ExecutionEnded {
    private static final long serialVersionUID = 1L;
  }

  /** The machine under the execution went away; it begins again from the start. */
  static final class Restarted extends ExecutionEnded {
    private static final long serialVersionUID = 1L;
  }
}
