package io.cloudapp.core.user;

import java.util.List;
import java.util.Optional;

/**
 * One page of the users, with how many there are in all.
 *
 * @param next what to send as {@code after} for the following page; empty on the last one
 */
public record UserPage(List<UserSummary> items, Optional<String> next, Counts counts) {

  public UserPage {
    items = List.copyOf(items);
  }

  /**
   * Whatever the page was filtered by.
   *
   * @param active signed in within the last {@link #ACTIVE_DAYS} days
   * @param all who are not deleted
   */
  public record Counts(int active, int all) {
    public static final int ACTIVE_DAYS = 30;
  }
}
