package io.cloudapp.tests.statistics;

import io.cloudapp.core.usage.UsageTable;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** Asks Athena in the workgroup of the statistics, as any client does. */
public final class AthenaAnswers {

  private final AthenaClient athena;

  public AthenaAnswers(AthenaClient athena) {
    this.athena = athena;
  }

  /**
   * The rows without the header; an element is null for a null.
   *
   * @param parameters SQL literals
   */
  public List<List<String>> rows(String sql, String... parameters) {
    var execution = ended(sql, parameters);
    if (execution.status().state() != QueryExecutionState.SUCCEEDED) {
      throw new AssertionError(execution.status().stateChangeReason());
    }
    return athena
        .getQueryResultsPaginator(request -> request.queryExecutionId(execution.queryExecutionId()))
        .stream()
        .flatMap(page -> page.resultSet().rows().stream())
        .skip(1)
        .map(row -> row.data().stream().map(Datum::varCharValue).toList())
        .toList();
  }

  /** The query once it has ended, however. */
  public QueryExecution ended(String sql, String... parameters) {
    var id =
        athena
            .startQueryExecution(
                request -> {
                  request
                      .queryString(sql)
                      .workGroup(UsageTable.WORKGROUP)
                      .queryExecutionContext(context -> context.database(UsageTable.DATABASE));
                  if (parameters.length > 0) {
                    request.executionParameters(parameters);
                  }
                })
            .queryExecutionId();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                athena.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution(),
            execution -> execution.status().completionDateTime() != null);
  }
}
