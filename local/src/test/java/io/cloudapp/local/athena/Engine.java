package io.cloudapp.local.athena;

import io.cloudapp.local.athena.data.Warehouse;
import io.cloudapp.local.athena.sql.QueryFailure;
import io.cloudapp.local.athena.sql.Translator;
import io.cloudapp.local.glue.GlueService;
import io.cloudapp.local.glue.GlueState;
import io.cloudapp.local.snapshot.StateFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The engine behind Athena without the API, over no tables. */
final class Engine implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-22T02:30:00.123Z");

  private final GlueService glue =
      new GlueService(Clock.systemUTC(), StateFile.nowhere(GlueState.class));
  private final Warehouse warehouse;

  Engine(Path folder) {
    warehouse =
        new Warehouse(glue, folder.resolve("s3"), folder.resolve("duckdb"), Clock.systemUTC());
  }

  /** The rows without the header. */
  List<List<String>> rows(String sql, String... parameters) {
    return answer(sql, parameters).rows();
  }

  ResultRows answer(String sql, String... parameters) {
    var translation =
        new Translator(warehouse)
            .translate(Translator.parse(sql), "default", List.of(parameters), NOW);
    try {
      var prepared = warehouse.prepare(translation);
      try (var connection = warehouse.connect();
          var statement = connection.createStatement();
          var rows = statement.executeQuery(prepared.sql())) {
        return ResultReader.read(rows, translation.columns());
      }
    } catch (SQLException failure) {
      var reason = DuckFailure.reason(failure).split(": ", 2);
      throw new QueryFailure(reason[0], reason[reason.length - 1]);
    }
  }

  @Override
  public void close() {
    warehouse.close();
    glue.close();
  }
}
