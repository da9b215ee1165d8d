package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;

/**
 * An expression in DuckDB's SQL and its type in Trino.
 *
 * @param sql can stand anywhere an expression can, in parentheses where it has to
 */
record Expressed(String sql, TrinoType type) {

  static Expressed nothing() {
    return new Expressed("NULL", Plain.UNKNOWN);
  }

  boolean is(TrinoType other) {
    return type.equals(other);
  }

  /** The same value as another type that holds it; see {@link Coercion}. */
  Expressed as(TrinoType target) {
    if (type.equals(target)) {
      return this;
    }
    return type.duckdb().equals(target.duckdb()) && !is(Plain.UNKNOWN)
        ? new Expressed(sql, target)
        : new Expressed("CAST(%s AS %s)".formatted(sql, target.duckdb()), target);
  }

  /** What a clock in the value's zone shows; the value itself where it has no zone. */
  String local() {
    return type instanceof ZonedTimestamp(_, var zone) && !zone.equals(ZonedTimestamp.UTC)
        ? "timezone(%s, timezone('UTC', %s))".formatted(Sql.text(zone), sql)
        : sql;
  }

  /** The instant at which a clock in that zone shows what the SQL says. */
  static Expressed instant(String localSql, ZonedTimestamp type) {
    return new Expressed(
        type.zone().equals(ZonedTimestamp.UTC)
            ? localSql
            : "timezone('UTC', timezone(%s, %s))".formatted(Sql.text(type.zone()), localSql),
        type);
  }
}
