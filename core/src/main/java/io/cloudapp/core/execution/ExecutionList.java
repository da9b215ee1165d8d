package io.cloudapp.core.execution;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list of executions.
 *
 * @param next what to send as {@code after} for the following page; empty on the last one
 * @param count how many there are on all pages, where that was asked for; {@link #COUNTED_AT_MOST}
 *     stands for more
 */
public record ExecutionList(List<Execution> items, Optional<String> next, Optional<Integer> count) {

  /** Nobody reads on so far, and counting on would take longer than the list itself. */
  public static final int COUNTED_AT_MOST = 1_001;

  public ExecutionList {
    items = List.copyOf(items);
  }
}
