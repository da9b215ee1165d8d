package io.cloudapp.core.api;

import java.util.List;
import java.util.Optional;

/**
 * One page of a keyset-paged list.
 *
 * @param next what to send as {@code after} for the following page; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> next) {

  public static final int DEFAULT_LIMIT = 50;
  public static final int MAXIMUM_LIMIT = 200;

  public Page {
    items = List.copyOf(items);
  }
}
