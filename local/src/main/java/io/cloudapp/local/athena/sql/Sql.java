package io.cloudapp.local.athena.sql;

/** How texts and names are written in DuckDB's SQL. */
public final class Sql {

  private Sql() {}

  /** A string literal; nothing in it is SQL. */
  public static String text(String value) {
    // DuckDB ends a statement at a NUL.
    if (value.indexOf('\0') >= 0) {
      throw new QueryFailure(
          "NOT_SUPPORTED", "LocalCloud does not translate a NUL character to DuckDB");
    }
    return "'" + value.replace("'", "''") + "'";
  }

  /** An identifier, taken literally. */
  public static String name(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
