package io.cloudapp.logic.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table as RFC 4180 wants it, with a header row and CRLF at each end of line.
 *
 * <p>A spreadsheet runs a cell that begins like a formula, so a text that does gets an apostrophe
 * in front. Numbers are ours and stay as they are, also negative ones.
 */
public final class CsvDocument {

  public static final String MEDIA_TYPE = "text/csv;charset=utf-8;header=present";

  /** Also as full-width characters, which spreadsheets of East Asia take for the same. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final StringBuilder text = new StringBuilder();
  private final CSVPrinter printer;
  private final int columns;

  /**
   * @param header the names of the columns, which are ours
   */
  public CsvDocument(String... header) {
    columns = header.length;
    try {
      printer = new CSVPrinter(text, CSVFormat.RFC4180);
      printer.printRecord((Object[]) header);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the header has; a {@link Number} is written as it is, anything else as
   *     a text
   */
  public void row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("A row has %d cells".formatted(columns));
    }
    var written = new ArrayList<>(cells.length);
    for (var cell : cells) {
      written.add(cell instanceof Number ? cell : harmless(cell.toString()));
    }
    print(written);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static String harmless(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private void print(List<Object> cells) {
    try {
      printer.printRecord(cells);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
