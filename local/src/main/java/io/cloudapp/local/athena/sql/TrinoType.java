package io.cloudapp.local.athena.sql;

/** A type of Trino, as far as LocalCloud computes with it. */
public sealed interface TrinoType {

  /** How Trino writes it, for example {@code decimal(10,2)}. */
  String display();

  /** The DuckDB type that holds its values. */
  String duckdb();

  /** The types without parameters; varchar is always unbounded. */
  enum Plain implements TrinoType {
    UNKNOWN("unknown", "INTEGER"),
    BOOLEAN("boolean", "BOOLEAN"),
    TINYINT("tinyint", "TINYINT"),
    SMALLINT("smallint", "SMALLINT"),
    INTEGER("integer", "INTEGER"),
    BIGINT("bigint", "BIGINT"),
    REAL("real", "FLOAT"),
    DOUBLE("double", "DOUBLE"),
    VARCHAR("varchar", "VARCHAR"),
    JSON("json", "JSON"),
    DATE("date", "DATE"),
    INTERVAL_DAY_TO_SECOND("interval day to second", "INTERVAL"),
    INTERVAL_YEAR_TO_MONTH("interval year to month", "INTERVAL");

    private final String display;
    private final String duckdb;

    Plain(String display, String duckdb) {
      this.display = display;
      this.duckdb = duckdb;
    }

    @Override
    public String display() {
      return display;
    }

    @Override
    public String duckdb() {
      return duckdb;
    }
  }

  /** An exact number of up to 38 digits. */
  record Decimal(int precision, int scale) implements TrinoType {

    static final int MOST_DIGITS = 38;

    public Decimal {
      if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("No decimal(%d,%d).".formatted(precision, scale));
      }
    }

    @Override
    public String display() {
      return "decimal(%d,%d)".formatted(precision, scale);
    }

    @Override
    public String duckdb() {
      return "DECIMAL(%d,%d)".formatted(precision, scale);
    }
  }

  /**
   * A date and time of day without a zone.
   *
   * @param precision digits after the second, at most 6
   */
  record Timestamp(int precision) implements TrinoType {

    static final Timestamp MILLIS = new Timestamp(3);

    @Override
    public String display() {
      return "timestamp(%d)".formatted(precision);
    }

    @Override
    public String duckdb() {
      return "TIMESTAMP";
    }
  }

  /**
   * An instant, which DuckDB keeps as its date and time in UTC, and the zone it is shown in. In
   * Trino each value carries its zone; here all values of an expression share one that is known
   * before the query runs, and what cannot be so is refused.
   *
   * @param precision digits after the second, at most 6
   * @param zone for example {@code UTC}
   */
  record ZonedTimestamp(int precision, String zone) implements TrinoType {

    static final String UTC = "UTC";

    @Override
    public String display() {
      return "timestamp(%d) with time zone".formatted(precision);
    }

    @Override
    public String duckdb() {
      // DuckDB's own type with a zone asks a calendar library for each value.
      return "TIMESTAMP";
    }
  }

  /** A list of values of one type. */
  record ArrayOf(TrinoType element) implements TrinoType {

    @Override
    public String display() {
      return "array(" + element.display() + ")";
    }

    @Override
    public String duckdb() {
      return element.duckdb() + "[]";
    }
  }
}
