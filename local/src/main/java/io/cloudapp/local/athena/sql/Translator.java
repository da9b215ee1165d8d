package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.Translation.ResultColumn;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
    int expected = parameters(query);
    if (expected != parameters.size()) {
      throw QueryFailure.at(
          query,
          "INVALID_PARAMETER_USAGE",
          "Incorrect number of parameters: expected %d but found %d"
              .formatted(expected, parameters.size()));
    }
    var times = new Times(start);
    var values = new Queries(tables, database, List.of(), times);
    var queries =
        new Queries(
            tables,
            database,
            parameters.stream().map(parameter -> parameter(parameter, values)).toList(),
            times);
    var result = queries.query(query, Scope.EMPTY);
    return new Translation(
        result.sql(),
        result.columns().stream()
            .map(column -> new ResultColumn(column.name(), column.type()))
            .toList(),
        queries.scans());
  }

  private static Expressed parameter(String sql, Queries values) {
    try {
      var expression = PARSER.createExpression(sql);
      if (parameters(expression) > 0) {
        throw new QueryFailure("INVALID_PARAMETER_USAGE", "A parameter cannot hold a parameter");
      }
      return values.expressions().translate(expression, Scope.EMPTY);
    } catch (ParsingException wrong) {
      throw new QueryFailure("SYNTAX_ERROR", wrong.getMessage());
    }
  }

  private static int parameters(Node node) {
    var found = new ArrayList<Parameter>();
    new DefaultTraversalVisitor<Void>() {
      @Override
      protected Void visitParameter(Parameter parameter, Void context) {
        found.add(parameter);
        return null;
      }
    }.process(node);
    return found.size();
  }
}
