package io.cloudapp.core.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes CSV as RFC 4180 has it, and so that no spreadsheet takes a text for a formula.
 *
 * <p>A text that a spreadsheet would calculate gets an apostrophe in front, which makes it a text
 * there too. Numbers are written as they are: a negative one is no formula.
 */
public final class CsvWriter {

  public static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

  /**
   * What a spreadsheet begins a formula with, also in full width and after blanks that some of them
   * drop; tab and carriage return can move what follows into a cell of its own.
   */
  private static final Pattern FORMULA =
      Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@|%＝＋－＠].*|[\\t\\r\\n].*", Pattern.DOTALL);

  /** The semicolon separates cells for a spreadsheet that writes decimals with a comma. */
  private static final Pattern QUOTED =
      Pattern.compile(".*[\",;\\t\\r\\n].*|\\s.*|.*\\s", Pattern.DOTALL);

  private static final String END_OF_ROW = "\r\n";

  private final Appendable out;
  private final int columns;

  /** Begins with the row of column names. */
  public CsvWriter(Appendable out, String... columns) {
    this.out = out;
    this.columns = columns.length;
    row((Object[]) columns);
  }

  /**
   * Writes one row.
   *
   * @param cells as many as there are columns: numbers as they are, an empty {@link Optional} as an
   *     empty cell, everything else as its text
   */
  public CsvWriter row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
    }
    try {
      for (int index = 0; index < cells.length; index++) {
        out.append(index == 0 ? "" : ",").append(cell(cells[index]));
      }
      out.append(END_OF_ROW);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The CSV cannot be written", unwritable);
    }
    return this;
  }

  private static String cell(Object value) {
    return switch (value) {
      case Number number -> number.toString();
      case Optional<?> optional -> optional.map(CsvWriter::cell).orElse("");
      default -> quoted(harmless(value.toString()));
    };
  }

  private static String harmless(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  private static String quoted(String text) {
    return QUOTED.matcher(text).matches() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
