package io.cloudapp.logic.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * A parameter of a statement. Athena wants each as a literal of SQL, so only these can be made:
 * none of them takes a text that came from outside.
 */
record Literal(String sql) {

  static Literal of(LocalDate day) {
    return new Literal("'" + day + "'");
  }

  static Literal of(Instant moment) {
    return new Literal("'" + moment + "'");
  }

  static Literal of(boolean truth) {
    return new Literal(String.valueOf(truth));
  }

  static Literal of(int number) {
    return new Literal(String.valueOf(number));
  }

  /** The name of a constant, in lower case. */
  static Literal of(Enum<?> constant) {
    return new Literal("'" + constant.name().toLowerCase(Locale.ROOT) + "'");
  }
}
