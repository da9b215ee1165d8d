package io.cloudapp.local.athena.data;

import io.cloudapp.local.athena.data.ObjectFolder.Listing;
import io.cloudapp.local.athena.data.Projection.Partition;
import io.cloudapp.local.athena.sql.QueryFailure;
import io.cloudapp.local.athena.sql.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of one table in DuckDB, brought up to date before each query that reads them.
 *
 * <p>A million small objects cannot be read within a query. So each is read once; a query looks
 * only at the times of the partitions' folders, lists those that changed and reads what is new in
 * them.
 */
final class Cache {

  private static final int FILES_AT_ONCE = 5_000;

  private final Layout layout;
  private final ObjectFolder objects;
  private final JsonRows rows;
  private final Map<String, Listing> listings = new HashMap<>();
  private long lastId;

  Cache(Layout layout, ObjectFolder objects, Connection connection) throws SQLException {
    this.layout = layout;
    this.objects = objects;
    this.rows = new JsonRows(layout);
    try (var statement = connection.createStatement()) {
      statement.execute(rows.tableDefinition());
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s (id BIGINT, location VARCHAR, path VARCHAR, size BIGINT, modified BIGINT)"
              .formatted(files()));
      try (var last = statement.executeQuery("SELECT max(id) FROM " + files())) {
        lastId = last.next() ? last.getLong(1) : 0;
      }
    }
  }

  private String files() {
    return Sql.name("files_" + layout.id());
  }

  Layout layout() {
    return layout;
  }

  /** A file to be read and the partition it is in. */
  record Added(long id, StoredFile file, Partition partition) {}

  private record Known(long id, StoredFile file) {}

  /** Reads what is new and returns what the partitions hold, in bytes. */
  long refresh(List<Partition> partitions, Connection connection) throws SQLException {
    long bytes = 0;
    var found = new HashMap<String, Listing>();
    var added = new ArrayList<Added>();
    var removed = new ArrayList<Long>();
    for (var partition : partitions) {
      var listing = listings.get(partition.location());
      if (listing == null || !listing.isCurrent()) {
        var folder = objects.folder(partition.location());
        var files = new ArrayList<StoredFile>();
        listing = ObjectFolder.list(folder, files::add);
        compare(partition, files, known(partition, connection), added, removed);
        found.put(partition.location(), listing);
      }
      bytes += listing.bytes();
    }
    if (!added.isEmpty() || !removed.isEmpty()) {
      store(added, removed, connection);
    }
    listings.putAll(found);
    return bytes;
  }

  private Map<Path, Known> known(Partition partition, Connection connection) throws SQLException {
    var known = new HashMap<Path, Known>();
    if (lastId == 0) {
      return known;
    }
    try (var statement =
        connection.prepareStatement(
            "SELECT id, path, size, modified FROM %s WHERE location = ?".formatted(files()))) {
      statement.setString(1, partition.location());
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var path = Path.of(row.getString(2));
          known.put(
              path,
              new Known(row.getLong(1), new StoredFile(path, row.getLong(3), row.getLong(4))));
        }
      }
    }
    return known;
  }

  private void compare(
      Partition partition,
      List<StoredFile> files,
      Map<Path, Known> known,
      List<Added> added,
      List<Long> removed) {
    for (var file : files) {
      var before = known.remove(file.path());
      if (before != null && !before.file().equals(file)) {
        removed.add(before.id());
      }
      if (before == null || !before.file().equals(file)) {
        added.add(new Added(++lastId, file, partition));
      }
    }
    known.values().forEach(gone -> removed.add(gone.id()));
  }

  private void store(List<Added> added, List<Long> removed, Connection connection)
      throws SQLException {
    boolean stored = false;
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      for (int from = 0; from < removed.size(); from += FILES_AT_ONCE) {
        var ids =
            removed.subList(from, Math.min(removed.size(), from + FILES_AT_ONCE)).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        statement.execute("DELETE FROM %s WHERE \"$file\" IN (%s)".formatted(rows.table(), ids));
        statement.execute("DELETE FROM %s WHERE id IN (%s)".formatted(files(), ids));
      }
      for (int from = 0; from < added.size(); from += FILES_AT_ONCE) {
        var files = added.subList(from, Math.min(added.size(), from + FILES_AT_ONCE));
        statement.execute(rows.insertion(files));
        statement.execute(remembering(files));
      }
      connection.commit();
      stored = true;
    } finally {
      if (!stored) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  private String remembering(List<Added> added) {
    return "INSERT INTO %s VALUES %s"
        .formatted(
            files(),
            added.stream()
                .map(
                    one ->
                        "(%d,%s,%s,%d,%d)"
                            .formatted(
                                one.id(),
                                Sql.text(one.partition().location()),
                                Sql.text(one.file().path().toString()),
                                one.file().size(),
                                one.file().modified()))
                .collect(Collectors.joining(",")));
  }

  /** Fails as Athena does when a line in one of the partitions is no JSON. */
  void requireReadable(List<Partition> partitions, Connection connection) throws SQLException {
    if (layout.ignoresMalformed() || partitions.isEmpty()) {
      return;
    }
    try (var statement = connection.createStatement();
        var bad = statement.executeQuery(rows.malformed(partitions))) {
      if (bad.next()) {
        throw new QueryFailure(
            "HIVE_CURSOR_ERROR", "Row is not a valid JSON Object - " + bad.getString(1));
      }
    }
  }

  /**
   * SQL of the rows there are; a query's own conditions choose among the partitions.
   *
   * @param projected the locations of all partitions that the table has now
   */
  String scan(Set<String> projected) {
    var filter =
        projected.containsAll(listings.keySet())
            ? ""
            : " WHERE \"$location\" IN (%s)"
                .formatted(
                    projected.stream().map(Sql::text).collect(Collectors.joining(",", "'',", "")));
    return "SELECT * FROM " + rows.table() + filter;
  }
}
