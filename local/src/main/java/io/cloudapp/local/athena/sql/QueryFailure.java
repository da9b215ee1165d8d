package io.cloudapp.local.athena.sql;

import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import java.util.Optional;

/** Why a query failed, in the words of Athena: {@code CODE: line 1:8: what is wrong}. */
public final class QueryFailure extends RuntimeException {

  private final String code;

  /**
   * @param code of Trino, for example {@code DIVISION_BY_ZERO}
   */
  public QueryFailure(String code, String message) {
    super(code + ": " + message, null, false, false);
    this.code = code;
  }

  static QueryFailure at(Node node, String code, String message) {
    return at(node.getLocation(), code, message);
  }

  static QueryFailure at(Optional<NodeLocation> location, String code, String message) {
    var place =
        location
            .map(at -> "line %d:%d: ".formatted(at.getLineNumber(), at.getColumnNumber()))
            .orElse("");
    return new QueryFailure(code, place + message);
  }

  /** What Trino may well do and LocalCloud does not. */
  static QueryFailure untranslated(Node node, String what) {
    return at(node, "NOT_SUPPORTED", "LocalCloud does not translate " + what + " to DuckDB");
  }

  public String code() {
    return code;
  }
}
