package io.cloudapp.local.athena;

import io.cloudapp.local.athena.sql.Translation.ResultColumn;
import java.util.List;

/**
 * A whole result.
 *
 * @param rows texts as Athena gives them; an element is null for a null
 */
record ResultRows(List<ResultColumn> columns, List<List<String>> rows) {

  /** For queries that gave none. */
  static final ResultRows NONE = new ResultRows(List.of(), List.of());
}
