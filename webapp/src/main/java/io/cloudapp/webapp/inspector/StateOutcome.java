package io.cloudapp.webapp.inspector;

import java.util.Locale;

/** What became of a state, or of one stay in it. */
public enum StateOutcome {
  NOT_REACHED("○"),
  RUNNING("▶"),
  SUCCEEDED("✓"),
  /** It failed, and the machine went on at the state that its Catch names. */
  CAUGHT("!"),
  FAILED("✕"),
  /** Something else ended it: the failure of another branch, or the execution's time. */
  ABORTED("■"),
  /** The log does not say how it ended. */
  OPEN("?");

  private final String mark;

  StateOutcome(String mark) {
    this.mark = mark;
  }

  /** One character, for those who do not see the colours. */
  public String mark() {
    return mark;
  }

  /** For styles and texts, for example {@code not-reached}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
