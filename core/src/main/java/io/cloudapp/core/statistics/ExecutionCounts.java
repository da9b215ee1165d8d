package io.cloudapp.core.statistics;

import java.time.LocalDate;
import java.util.List;

/**
 * How many requests ended how, by the day on which they were made.
 *
 * @param items one for each piece of the range, in order
 */
public record ExecutionCounts(DateRange range, Period per, List<Item> items) {

  /**
   * The requests of one piece.
   *
   * @param begin the first day of the piece
   */
  public record Item(
      LocalDate begin, long provisioned, long provisionFailed, long stopped, long stopFailed) {

    public long total() {
      return provisioned + provisionFailed + stopped + stopFailed;
    }
  }

  public ExecutionCounts {
    items = List.copyOf(items);
  }
}
