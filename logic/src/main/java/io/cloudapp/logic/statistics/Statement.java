package io.cloudapp.logic.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The statements, in the SQL of Athena's engine 3, which is Trino's. */
enum Statement {
  EXECUTIONS,
  DURATIONS,
  FAILURES,
  USAGE,
  ACTIVE_USERS;

  private final String sql = read();

  /** With a question mark for each parameter, in the order that its first comment says. */
  String sql() {
    return sql;
  }

  /**
   * @param parameters as {@link Literal} writes them
   */
  Query with(Literal... parameters) {
    return new Query(this, List.of(parameters));
  }

  /** A statement and what fills its question marks. */
  record Query(Statement statement, List<Literal> parameters) {

    Query {
      parameters = List.copyOf(parameters);
    }

    List<String> literals() {
      return parameters.stream().map(Literal::sql).toList();
    }
  }

  private String read() {
    var file = "/statistics/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql";
    try (var stream = Statement.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
