package io.cloudapp.webapp.execution;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.webapp.page.Moment;
import java.util.List;
import java.util.Locale;

/**
 * An execution as the pages show it.
 *
 * @param expectation how long it takes and has taken, in words
 * @param elapsedSeconds since the request
 * @param longSeconds what 95 of 100 executions like this need at most
 * @param duration from request to end, in words
 * @param announcement one sentence for those who hear the page
 * @param failure what happened and what to do; empty unless it failed
 */
public record ExecutionView(
    String id,
    ExecutionKind kind,
    ExecutionState state,
    String title,
    String configuration,
    String instanceId,
    String requestedBy,
    Moment requested,
    String reason,
    boolean forced,
    List<StepView> steps,
    String expectation,
    long elapsedSeconds,
    int longSeconds,
    String duration,
    String announcement,
    String failure,
    String reference) {

  public ExecutionView {
    steps = List.copyOf(steps);
  }

  public boolean isOver() {
    return state.isFinal();
  }

  public boolean isProvision() {
    return kind == ExecutionKind.PROVISION;
  }

  public boolean hasSucceeded() {
    return state == ExecutionState.SUCCEEDED;
  }

  /** Whether it takes longer than nearly all did. */
  public boolean isLate() {
    return elapsedSeconds > longSeconds;
  }

  /** For the style: {@code accepted}, {@code running} and so on. */
  public String stateName() {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
