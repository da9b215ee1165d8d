package io.cloudapp.core.history;

import java.util.Objects;

/**
 * Where the events come from and how much of them is known.
 *
 * @param group name of the log group; empty when the machine has none
 * @param url a page on which the group can be read; empty when there is none
 * @param showsData whether inputs and outputs are part of the events
 * @param complete whether all pages of the log were read; false when there were too many
 * @param unreadable how many records were no event
 */
public record HistoryLog(
    State state, String group, String url, boolean showsData, boolean complete, int unreadable) {

  /** What became of reading the log. */
  public enum State {
    READ,
    /** The machine writes no events, or not all of them. */
    NOT_KEPT,
    /** The log group is gone. */
    MISSING,
    /** AWS did not answer. */
    UNAVAILABLE
  }

  public HistoryLog {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(url, "url");
  }
}
