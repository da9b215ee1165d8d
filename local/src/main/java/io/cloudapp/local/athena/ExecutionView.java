package io.cloudapp.local.athena;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.athena.QueryExecution.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** An execution as GetQueryExecution describes it. */
final class ExecutionView {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Athena's categories of errors. */
  private static final int SYSTEM = 1;

  private static final int USER = 2;
  private static final int QUERY_ENGINE_FAILURE = 500;
  private static final int SYNTAX = 1006;
  private static final Set<String> OURS = Set.of("GENERIC_INTERNAL_ERROR");

  private ExecutionView() {}

  static ObjectNode json(QueryExecution execution, Instant now) {
    var request = execution.request();
    var view = execution.view();
    var json =
        JSON.objectNode()
            .put("QueryExecutionId", execution.id())
            .put("Query", request.sql())
            .put("StatementType", "DML")
            .put("SubstatementType", "SELECT")
            .put("WorkGroup", request.workGroup().name());
    json.putObject("ResultConfiguration").put("OutputLocation", execution.resultFile());
    json.putObject("QueryExecutionContext")
        .put("Database", request.database())
        .put("Catalog", "awsdatacatalog");
    json.putObject("EngineVersion")
        .put("SelectedEngineVersion", "AUTO")
        .put("EffectiveEngineVersion", "Athena engine version 3");
    if (!request.parameters().isEmpty()) {
      var parameters = json.putArray("ExecutionParameters");
      request.parameters().forEach(parameters::add);
    }
    request
        .reusable()
        .ifPresent(
            age ->
                json.putObject("ResultReuseConfiguration")
                    .putObject("ResultReuseByAgeConfiguration")
                    .put("Enabled", true)
                    .put("MaxAgeInMinutes", age.toMinutes()));
    json.set("Status", status(view));
    json.set("Statistics", statistics(view, now));
    return json;
  }

  private static ObjectNode status(QueryExecution.View view) {
    var status =
        JSON.objectNode()
            .put("State", view.state().name())
            .put("SubmissionDateTime", seconds(view.submittedAt()));
    if (!view.reason().isEmpty()) {
      status.put("StateChangeReason", view.reason());
    }
    view.endedAt().ifPresent(end -> status.put("CompletionDateTime", seconds(end)));
    if (view.state() == State.FAILED) {
      boolean ours = OURS.contains(view.reason().split(":", 2)[0]);
      status
          .putObject("AthenaError")
          .put("ErrorCategory", ours ? SYSTEM : USER)
          .put("ErrorType", ours ? QUERY_ENGINE_FAILURE : SYNTAX)
          .put("Retryable", ours)
          .put("ErrorMessage", view.reason());
    }
    return status;
  }

  private static ObjectNode statistics(QueryExecution.View view, Instant now) {
    var statistics =
        JSON.objectNode()
            .put("EngineExecutionTimeInMillis", millis(view.executed(now)))
            .put("DataScannedInBytes", view.scannedBytes())
            .put("TotalExecutionTimeInMillis", millis(view.total(now)))
            .put("QueryQueueTimeInMillis", millis(view.queued(now)))
            .put("ServiceProcessingTimeInMillis", 0);
    statistics.putObject("ResultReuseInformation").put("ReusedPreviousResult", view.reused());
    return statistics;
  }

  private static long millis(Duration duration) {
    return Math.max(0, duration.toMillis());
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }
}
