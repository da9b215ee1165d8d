package io.cloudapp.webapp.inspector;

import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.WorkflowRun;
import java.util.Locale;
import java.util.Optional;

/** How a run of a workflow ended. */
public enum RunOutcome {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED,
  /** It stopped without a word, as one does that AWS starts again. */
  BROKEN_OFF;

  /**
   * @param isOver whether nothing more can come, said or not
   */
  static RunOutcome of(WorkflowRun run, boolean isOver) {
    return end(run)
        .map(
            event ->
                switch (event.type()) {
                  case "ExecutionSucceeded" -> SUCCEEDED;
                  case "ExecutionTimedOut" -> TIMED_OUT;
                  case "ExecutionAborted" -> ABORTED;
                  default -> FAILED;
                })
        .orElse(isOver ? BROKEN_OFF : RUNNING);
  }

  /** The event with which a run ended, when it did. */
  static Optional<HistoryEvent> end(WorkflowRun run) {
    return run.events().reversed().stream()
        .filter(event -> event.type().matches("Execution(Succeeded|Failed|TimedOut|Aborted)"))
        .findFirst();
  }

  /** For styles and texts, for example {@code timed-out}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What became of states that were not left, when the run ended so. */
  StateOutcome ofOpenStates() {
    return switch (this) {
      case RUNNING -> StateOutcome.RUNNING;
      case FAILED -> StateOutcome.FAILED;
      case TIMED_OUT, ABORTED -> StateOutcome.ABORTED;
      case SUCCEEDED, BROKEN_OFF -> StateOutcome.OPEN;
    };
  }
}
