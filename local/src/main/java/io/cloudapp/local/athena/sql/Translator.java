package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.Translation.ResultColumn;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates queries from Trino's SQL to DuckDB's.
 *
 * <p>Trino's own parser reads them. What it accepts and this does not translate is refused with
 * {@code NOT_SUPPORTED} and the name of it; nothing is passed on in the hope that it means the
 * same.
 */
public final class Translator {

  private static final SqlParser PARSER = new SqlParser();

  private final Tables tables;

  public Translator(Tables tables) {
    this.tables = tables;
  }

  /** A statement that Trino's parser accepts. */
  public record Parsed(Statement statement) {}

  /**
   * Reads a statement.
   *
   * @throws ParsingException with place and reason
   */
  public static Parsed parse(String sql) {
    return new Parsed(PARSER.createStatement(sql));
  }

  /**
   * Translates a query.
   *
   * @param database which tables without one are in
   * @param parameters SQL expressions for the question marks, in their order
   * @param start what the query takes for now
   * @throws QueryFailure where Trino would refuse it, or this does
   */
  public Translation translate(
      Parsed parsed, String database, List<String> parameters, Instant start) {
    if (!(parsed.statement() instanceof Query query)) {
      throw QueryFailure.untranslated(
          parsed.statement(), "a " + parsed.statement().getClass().getSimpleName());
    }
    var marks = ParameterMarks.in(query);
    if (marks.size() != parameters.size()) {
      throw QueryFailure.at(
          query,
          "INVALID_PARAMETER_USAGE",
          "Incorrect number of parameters: expected %d but found %d"
              .formatted(marks.size(), parameters.size()));
    }
    var times = new Times(start);
    var constants = new Queries(tables, database, Map.of(), times);
    var values = new HashMap<NodeLocation, Expressed>();
    for (int at = 0; at < marks.size(); at++) {
      values.put(marks.get(at), parameter(parameters.get(at), constants));
    }
    var queries = new Queries(tables, database, values, times);
    var result = queries.query(query, Scope.EMPTY);
    return new Translation(
        result.sql(),
        result.columns().stream()
            .map(column -> new ResultColumn(column.name(), column.type()))
            .toList(),
        queries.scans());
  }

  private static Expressed parameter(String sql, Queries constants) {
    try {
      var expression = PARSER.createExpression(sql);
      if (!ParameterMarks.in(expression).isEmpty()) {
        throw new QueryFailure("INVALID_PARAMETER_USAGE", "A parameter cannot hold a parameter");
      }
      return constants.expressions().translate(expression, Scope.EMPTY);
    } catch (ParsingException wrong) {
      throw new QueryFailure("SYNTAX_ERROR", wrong.getMessage());
    }
  }
}
