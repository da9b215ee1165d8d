package io.cloudapp.webapp.execution;

import io.cloudapp.core.execution.StepState;
import io.cloudapp.webapp.page.Moment;
import java.util.List;
import java.util.Locale;

/**
 * One step as the page shows it.
 *
 * @param duration in words; empty while it waits
 * @param elapsedSeconds of a step that runs, so that the page can go on counting; else negative
 * @param started none while it waits
 * @param tries says how often it was tried, when more than once; else empty
 */
public record StepView(
    String title,
    StepState state,
    String stateWords,
    List<Moment> started,
    String duration,
    long elapsedSeconds,
    String tries,
    String reason) {

  public StepView {
    started = List.copyOf(started);
  }

  /** For the style: {@code waiting}, {@code running} and so on. */
  public String stateName() {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
