package io.cloudapp.logic.statistics;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A row of an answer, as Athena writes it: texts, and nothing where SQL has null.
 *
 * @param cells in the order of the statement's columns
 */
record Row(List<Optional<String>> cells) {

  /** A date as SQL writes it, perhaps with a time at midnight behind. */
  private static final int DATE_LENGTH = 10;

  Row {
    cells = List.copyOf(cells);
  }

  Optional<String> text(int column) {
    return cells.get(column);
  }

  boolean has(int column) {
    return cells.get(column).isPresent();
  }

  /** A whole number; 0 where there is none. */
  long number(int column) {
    return cells.get(column).map(Long::parseLong).orElse(0L);
  }

  double decimal(int column) {
    return cells.get(column).map(Double::parseDouble).orElseThrow();
  }

  LocalDate day(int column) {
    return LocalDate.parse(cells.get(column).orElseThrow().substring(0, DATE_LENGTH));
  }
}
