package io.cloudapp.local.athena;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What StartQueryExecution was asked.
 *
 * @param parameters SQL expressions for the question marks
 * @param outputLocation in S3, where the result goes
 * @param reusable how old a result may be that is used again; empty for none
 */
record QueryRequest(
    String sql,
    String database,
    WorkGroup workGroup,
    List<String> parameters,
    String outputLocation,
    Optional<Duration> reusable) {

  QueryRequest {
    parameters = List.copyOf(parameters);
  }

  /** Whether another request has the same answer. */
  boolean asksTheSame(QueryRequest other) {
    return sql.equals(other.sql)
        && database.equals(other.database)
        && parameters.equals(other.parameters)
        && workGroup.name().equals(other.workGroup.name());
  }
}
