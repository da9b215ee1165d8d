package io.cloudapp.services.configureinstance;

import io.cloudapp.core.api.Page;
import io.cloudapp.services.edge.Refusal;

/** Reads the numbers of an address. */
final class Numbers {

  private static final int LARGEST_VERSION = 999_999;

  private Numbers() {}

  static int limit(String text) {
    return number(
        text, "limit", Page.MAXIMUM_LIMIT, "Ask for 1 to %d items.".formatted(Page.MAXIMUM_LIMIT));
  }

  static int version(String text) {
    return number(text, "version", LARGEST_VERSION, "Name a version, for example 3.");
  }

  private static int number(String text, String field, int maximum, String message) {
    if (text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= maximum) {
      return Integer.parseInt(text);
    }
    throw Refusal.ofField(field, message);
  }
}
