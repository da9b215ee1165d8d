package io.cloudapp.local.athena.sql;

import java.util.List;

/**
 * A statement in DuckDB's SQL.
 *
 * @param sql reads each scan as a table of the scan's name
 * @param columns of the result
 */
public record Translation(String sql, List<ResultColumn> columns, List<Scan> scans) {

  public Translation {
    columns = List.copyOf(columns);
    scans = List.copyOf(scans);
  }

  /** A column of the result. */
  public record ResultColumn(String name, TrinoType type) {}

  /**
   * One place where the statement reads a table.
   *
   * @param name of the scan, for example {@code scan_1}
   * @param alias what the scan is called in the conditions
   * @param pruning conditions in SQL over partition keys alone, which every row that counts fulfils
   */
  public record Scan(
      String name, String alias, String database, String table, List<String> pruning) {

    public Scan {
      pruning = List.copyOf(pruning);
    }
  }
}
