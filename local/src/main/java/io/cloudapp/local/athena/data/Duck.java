package io.cloudapp.local.athena.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One DuckDB in a folder of its own, started when it is first needed. */
final class Duck implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Duck.class);
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String PRELUDE = "/athena/prelude.sql";

  private final Path folder;
  private Optional<DuckDBConnection> first = Optional.empty();
  private boolean closed;

  Duck(Path folder) {
    this.folder = folder;
  }

  /** Another connection to it; the caller closes it. */
  synchronized Connection connect() throws SQLException {
    if (closed) {
      throw new SQLException("DuckDB is closed.");
    }
    if (first.isEmpty()) {
      first = Optional.of(start());
    }
    var connection = first.get().duplicate();
    try (var statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }

  private DuckDBConnection start() throws SQLException {
    // What was cached is found again in S3.
    empty();
    var settings = new Properties();
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("temp_directory", folder.resolve("spill").toString());
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    var connection =
        (DuckDBConnection)
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("cache.duckdb"), settings);
    deleteLibrary();
    try (var statement = connection.createStatement()) {
      for (var definition : prelude().split(";\n")) {
        if (!definition.isBlank()) {
          statement.execute(definition);
        }
      }
    }
    return connection;
  }

  // DuckDB unpacks 70 MB for each start and leaves them when the JVM is killed. Linux needs only
  // what
  // is mapped; elsewhere the file goes with the JVM.
  private static void deleteLibrary() {
    try (var mapped = Files.lines(MAPS)) {
      for (var line : mapped.filter(found -> found.contains("/libduckdb_java")).toList()) {
        Files.deleteIfExists(Path.of(line.substring(line.indexOf('/'))));
      }
    } catch (IOException | UncheckedIOException elsewhere) {
      LOG.debug("DuckDB's library stays until the end.", elsewhere);
    }
  }

  private void empty() {
    try {
      if (Files.exists(folder)) {
        try (var left = Files.walk(folder)) {
          for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String prelude() {
    try (var file = Duck.class.getResourceAsStream(PRELUDE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    first.ifPresent(
        connection -> {
          try {
            connection.close();
          } catch (SQLException failure) {
            throw new IllegalStateException("DuckDB did not stop", failure);
          }
        });
  }
}
