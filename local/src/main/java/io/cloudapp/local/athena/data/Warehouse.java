package io.cloudapp.local.athena.data;

import io.cloudapp.local.athena.data.Projection.Partition;
import io.cloudapp.local.athena.sql.QueryFailure;
import io.cloudapp.local.athena.sql.Sql;
import io.cloudapp.local.athena.sql.Tables;
import io.cloudapp.local.athena.sql.Translation;
import io.cloudapp.local.athena.sql.Translation.Scan;
import io.cloudapp.local.glue.GlueService;
import io.cloudapp.local.glue.GlueTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tables of Glue as DuckDB sees them, over the objects in S3. DuckDB starts with the first
 * query.
 */
public final class Warehouse implements Tables, AutoCloseable {

  private final GlueService glue;
  private final ObjectFolder objects;
  private final Clock clock;
  private final Duck duck;
  private final Map<String, Cache> caches = new HashMap<>();

  /**
   * @param objects where S3 keeps its objects
   * @param scratch a folder that DuckDB has to itself
   */
  public Warehouse(GlueService glue, Path objects, Path scratch, Clock clock) {
    this.glue = glue;
    this.objects = new ObjectFolder(objects);
    this.clock = clock;
    this.duck = new Duck(scratch);
  }

  @Override
  public boolean hasDatabase(String database) {
    return glue.hasDatabase(database);
  }

  @Override
  public Optional<List<TableColumn>> columns(String database, String table) {
    return glue.table(database, table)
        .map(
            found -> {
              var layout = Layout.of(found);
              var columns = new ArrayList<TableColumn>();
              layout
                  .columns()
                  .forEach(
                      column -> columns.add(new TableColumn(column.name(), column.type(), false)));
              layout
                  .partitionKeys()
                  .forEach(key -> columns.add(new TableColumn(key.name(), key.type(), true)));
              return columns;
            });
  }

  /** Starts DuckDB, which takes a second or two, so that the first query need not wait for it. */
  public void warmUp() {
    try {
      duck.connect().close();
    } catch (SQLException failure) {
      throw new IllegalStateException("DuckDB did not start", failure);
    }
  }

  /**
   * A query that is ready to run.
   *
   * @param bytes what Athena would read for it
   */
  public record Prepared(String sql, long bytes) {}

  /**
   * Brings the tables of a query up to date.
   *
   * @throws QueryFailure when a table cannot be read
   */
  public Prepared prepare(Translation translation) throws SQLException {
    try (var connection = duck.connect()) {
      long bytes = 0;
      var scans = new LinkedHashMap<String, String>();
      for (var scan : translation.scans()) {
        var table = glue.table(scan.database(), scan.table()).orElseThrow();
        var projected = Projection.of(table).partitions(clock);
        var read = pruned(scan, table, projected, connection);
        synchronized (caches) {
          var cache = cache(table, connection);
          bytes += cache.refresh(read, connection);
          cache.requireReadable(read, connection);
          var locations = projected.stream().map(Partition::location).collect(Collectors.toSet());
          scans.put(scan.name(), cache.scan(locations));
        }
      }
      return new Prepared(with(scans, translation.sql()), bytes);
    }
  }

  /** A connection to run prepared queries on; the caller closes it. */
  public Connection connect() throws SQLException {
    return duck.connect();
  }

  private static String with(Map<String, String> scans, String sql) {
    if (scans.isEmpty()) {
      return sql;
    }
    var tables =
        scans.entrySet().stream()
            .map(scan -> "%s AS (%s)".formatted(scan.getKey(), scan.getValue()))
            .collect(Collectors.joining(", "));
    // Not around the query, whose order would be lost.
    return "WITH " + tables + (sql.startsWith("WITH ") ? ", " + sql.substring(5) : " " + sql);
  }

  private Cache cache(GlueTable table, Connection connection) throws SQLException {
    var layout = Layout.of(table);
    var known = caches.get(layout.id());
    if (known == null) {
      known = new Cache(layout, objects, connection);
      caches.put(layout.id(), known);
    }
    return known;
  }

  /** The partitions that a query reads: those whose keys its conditions allow. */
  private static List<Partition> pruned(
      Scan scan, GlueTable table, List<Partition> projected, Connection connection)
      throws SQLException {
    if (scan.pruning().isEmpty() || projected.isEmpty()) {
      return projected;
    }
    var keys = Layout.of(table).partitionKeys();
    var values = new ArrayList<String>();
    for (int at = 0; at < projected.size(); at++) {
      values.add(
          "(%d,%s)"
              .formatted(
                  at,
                  projected.get(at).values().stream()
                      .map(Sql::text)
                      .collect(Collectors.joining(","))));
    }
    var names = new ArrayList<String>();
    var casts = new ArrayList<String>();
    for (var key : keys) {
      names.add("k" + names.size());
      casts.add(
          "CAST(%s AS %s) AS %s"
              .formatted(names.getLast(), key.type().duckdb(), Sql.name(key.name())));
    }
    var sql =
        "SELECT position FROM (SELECT position, %s FROM (VALUES %s) AS v(position, %s)) AS %s WHERE %s ORDER BY 1"
            .formatted(
                String.join(", ", casts),
                String.join(",", values),
                String.join(", ", names),
                scan.alias(),
                String.join(" AND ", scan.pruning()));
    var kept = new ArrayList<Partition>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        kept.add(projected.get(row.getInt(1)));
      }
    }
    return kept;
  }

  @Override
  public void close() {
    duck.close();
  }
}
