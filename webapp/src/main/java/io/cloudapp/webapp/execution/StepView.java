package io.cloudapp.webapp.execution;

import io.cloudapp.core.execution.StepState;
import java.util.Locale;

/**
 * One step as the page shows it.
 *
 * @param duration in words; empty while it waits
 * @param elapsedSeconds of a step that runs, so that the page can go on counting; else negative
 * @param startedAt the exact time; empty while it waits
 * @param tries says how often it was tried, when more than once; else empty
 */
public record StepView(
    String title,
    StepState state,
    String stateWords,
    String startedAt,
    String duration,
    long elapsedSeconds,
    String tries,
    String reason) {

  /** For the style: {@code waiting}, {@code running} and so on. */
  public String stateName() {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
