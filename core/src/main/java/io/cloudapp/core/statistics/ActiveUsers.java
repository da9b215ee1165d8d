package io.cloudapp.core.statistics;

import java.time.LocalDate;
import java.util.List;

/**
 * How many different people signed in or asked for something.
 *
 * @param people in the whole range; less than the sum of its pieces, who see the same people again
 * @param items one for each piece of the range, in order
 */
public record ActiveUsers(DateRange range, Period per, long people, List<Item> items) {

  /**
   * @param begin the first day of the piece
   */
  public record Item(LocalDate begin, long people) {}

  public ActiveUsers {
    items = List.copyOf(items);
  }
}
