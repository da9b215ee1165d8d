package io.cloudapp.local.athena.sql;

import java.util.List;

/**
 * A query in DuckDB's SQL, whose columns are called {@code c0}, {@code c1} and so on.
 *
 * @param columns what Trino calls them and their types
 */
record Queried(String sql, List<Column> columns) {

  Queried {
    columns = List.copyOf(columns);
  }

  /**
   * A column of a result.
   *
   * @param name in lower case; {@code _col0} and so on where the query gives none
   */
  record Column(String name, TrinoType type) {}

  /** The query of one column as another type. */
  String as(TrinoType type) {
    return columns.getFirst().type().equals(type)
        ? sql
        : "SELECT %s AS c0 FROM (%s) AS q"
            .formatted(new Expressed("q.c0", columns.getFirst().type()).as(type).sql(), sql);
  }
}
