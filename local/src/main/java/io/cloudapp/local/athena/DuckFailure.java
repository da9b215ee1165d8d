package io.cloudapp.local.athena;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What DuckDB says of a failure, in Athena's words where we know them. */
final class DuckFailure {

  private static final Logger LOG = LoggerFactory.getLogger(AthenaService.class);

  /** A failure that our own SQL made: a text that could not be cast, see prelude.sql. */
  private static final Pattern OWN =
      Pattern.compile("(?s).*?(['\"])([A-Z][A-Z_]{5,}: .*?)\\1(?: to [A-Z]|, expected).*");

  private DuckFailure() {}

  static String reason(SQLException failure) {
    var message = failure.getMessage();
    var own = OWN.matcher(message);
    if (own.matches()) {
      return own.group(2);
    }
    var first = message.lines().findFirst().orElse("");
    if (message.contains("Division by zero")) {
      return "DIVISION_BY_ZERO: Division by zero";
    }
    if (message.contains("INTERRUPT Error")) {
      return "The query was stopped";
    }
    if (message.contains("must appear in the GROUP BY clause")) {
      return "EXPRESSION_NOT_AGGREGATE: an expression of SELECT must be an aggregate expression or"
          + " appear in GROUP BY clause";
    }
    if (message.contains("More than one row returned by a subquery")) {
      return "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows";
    }
    if (message.contains("Out of Range Error") || message.contains("verflow")) {
      return "NUMERIC_VALUE_OUT_OF_RANGE: " + first;
    }
    if (message.contains("Conversion Error")) {
      return "INVALID_CAST_ARGUMENT: " + first;
    }
    LOG.warn("DuckDB refused a translated query: {}", message);
    return "GENERIC_INTERNAL_ERROR: " + first;
  }
}
