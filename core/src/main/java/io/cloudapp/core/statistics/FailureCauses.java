package io.cloudapp.core.statistics;

import io.cloudapp.core.execution.ExecutionKind;
import java.time.LocalDate;
import java.util.List;

/**
 * Why requests failed, by the day on which they were made.
 *
 * @param executions all requests of the range, also those that succeeded
 * @param items the most frequent first
 */
public record FailureCauses(DateRange range, long executions, List<Item> items) {

  /** The cause of a failure of which none was recorded. */
  public static final String UNKNOWN = "unknown";

  /**
   * The failures of one cause.
   *
   * @param cause slug of the problem type, for example {@code no-capacity}, or {@link #UNKNOWN}
   * @param failures how many requests ended so
   * @param people how many different people asked for them
   * @param lastDay the last day on which such a request was made
   */
  public record Item(
      String cause, ExecutionKind kind, long failures, long people, LocalDate lastDay) {}

  public FailureCauses {
    items = List.copyOf(items);
  }

  public long failures() {
    return items.stream().mapToLong(Item::failures).sum();
  }
}
