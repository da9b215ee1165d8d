package io.cloudapp.local.athena.sql;

import java.util.List;
import java.util.Optional;

/** The tables that statements can name. */
public interface Tables {

  /** Whether there is a database of that name, which is in lower case. */
  boolean hasDatabase(String database);

  /** The columns of a table, the partition keys last; names are in lower case. */
  Optional<List<TableColumn>> columns(String database, String table);

  /** A column of a table; its values are in DuckDB under the same name. */
  record TableColumn(String name, TrinoType type, boolean partitionKey) {}
}
