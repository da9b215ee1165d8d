package io.cloudapp.local.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.athena.QueryExecution.State;
import io.cloudapp.local.athena.data.Warehouse;
import io.cloudapp.local.athena.sql.Translator;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.JsonProtocol;
import io.cloudapp.local.snapshot.StateFile;
import io.trino.sql.parser.ParsingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Athena: queries in Trino's SQL over the tables of Glue, run by DuckDB. */
public final class AthenaService implements AwsService, AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST_QUERY = 262_144;
  private static final int LARGEST_PAGE = 1_000;
  private static final int KEPT = 2_000;
  private static final int KEPT_RESULTS = 200;
  private static final Duration MOST_REUSED = Duration.ofDays(7);

  private final Map<String, QueryExecution> executions = new LinkedHashMap<>();
  private final Map<String, String> byToken = new LinkedHashMap<>();
  private final AthenaFaults faults = new AthenaFaults();
  private final Warehouse warehouse;
  private final WorkGroups workGroups;
  private final QueryRunner runner;
  private final Clock clock;
  private final JsonProtocol protocol =
      new JsonProtocol(
          "athena",
          "1.1",
          Map.of(
              "StartQueryExecution", awake(this::startQueryExecution),
              "GetQueryExecution", awake(this::getQueryExecution),
              "GetQueryResults", awake(this::getQueryResults),
              "StopQueryExecution", awake(this::stopQueryExecution),
              "GetWorkGroup", awake(input -> workGroups().get(input)),
              "CreateWorkGroup", awake(input -> workGroups().create(input)),
              "UpdateWorkGroup", awake(input -> workGroups().update(input))));

  /**
   * @param files takes the results as files
   */
  public AthenaService(
      Warehouse warehouse, ResultFiles files, Clock clock, StateFile<AthenaState> file) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.workGroups = new WorkGroups(clock, file);
    this.runner = new QueryRunner(warehouse, files, faults, clock);
  }

  private WorkGroups workGroups() {
    return workGroups;
  }

  /** What is to go wrong. */
  public AthenaFaults faults() {
    return faults;
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return protocol.answer(request);
  }

  private Function<ObjectNode, JsonNode> awake(Function<ObjectNode, JsonNode> operation) {
    return input -> {
      var silent = faults.take(AthenaFault.Silent.class);
      if (silent.isPresent()) {
        try {
          Thread.sleep(Duration.ofMillis((long) (silent.get().seconds() * 1000)));
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
        }
      }
      if (faults.take(AthenaFault.Down.class).isPresent()) {
        throw Refusals.internal();
      }
      if (faults.take(AthenaFault.Throttled.class).isPresent()) {
        throw Refusals.throttled();
      }
      return operation.apply(input);
    };
  }

  private JsonNode startQueryExecution(ObjectNode input) {
    var request = request(input);
    var parsed = parsed(request.sql());
    var token = input.path("ClientRequestToken").asText("");
    if (!token.isEmpty() && (token.length() < 32 || token.length() > 128)) {
      throw Refusals.invalid("ClientRequestToken must have 32 to 128 characters");
    }
    QueryExecution execution;
    synchronized (executions) {
      var before = Optional.ofNullable(byToken.get(token)).map(executions::get);
      if (before.isPresent()) {
        if (!before.get().request().asksTheSame(request)) {
          throw Refusals.invalid("Idempotent parameters do not match");
        }
        return JSON.objectNode().put("QueryExecutionId", before.get().id());
      }
      execution = new QueryExecution(UUID.randomUUID().toString(), request, clock);
      var earlier = reusable(request);
      executions.put(execution.id(), execution);
      if (!token.isEmpty()) {
        byToken.put(token, execution.id());
      }
      forgetOldest();
      if (earlier.isPresent()) {
        execution.start();
        execution.succeed(earlier.get().result(), true);
        return JSON.objectNode().put("QueryExecutionId", execution.id());
      }
    }
    runner.start(execution, parsed);
    return JSON.objectNode().put("QueryExecutionId", execution.id());
  }

  private static Translator.Parsed parsed(String sql) {
    try {
      return Translator.parse(sql);
    } catch (ParsingException wrong) {
      throw Refusals.invalid(wrong.getMessage());
    }
  }

  private QueryRequest request(ObjectNode input) {
    var sql = input.path("QueryString").asText("");
    if (sql.isBlank() || sql.length() > LONGEST_QUERY) {
      throw Refusals.invalid("QueryString must have 1 to " + LONGEST_QUERY + " characters");
    }
    var parameters = new ArrayList<String>();
    input.path("ExecutionParameters").forEach(parameter -> parameters.add(parameter.asText()));
    if (parameters.stream()
        .anyMatch(parameter -> parameter.isEmpty() || parameter.length() > 1024)) {
      throw Refusals.invalid("Each of ExecutionParameters must have 1 to 1024 characters");
    }
    var group = workGroups.require(input.path("WorkGroup").asText(WorkGroup.PRIMARY));
    var context = input.path("QueryExecutionContext");
    var catalog = context.path("Catalog").asText("AwsDataCatalog");
    if (!catalog.equalsIgnoreCase("AwsDataCatalog")) {
      throw Refusals.invalid("Data catalog " + catalog + " is not found.");
    }
    return new QueryRequest(
        sql,
        context.path("Database").asText("default"),
        group,
        parameters,
        outputLocation(input, group),
        reuse(input));
  }

  private static String outputLocation(ObjectNode input, WorkGroup group) {
    var asked =
        Optional.of(input.path("ResultConfiguration").path("OutputLocation").asText(""))
            .filter(location -> !location.isEmpty());
    var location =
        (group.enforces()
                ? group.outputLocation().or(() -> asked)
                : asked.or(group::outputLocation))
            .orElseThrow(
                () ->
                    Refusals.invalid(
                        "No output location provided. An output location is required either through"
                            + " the Workgroup result configuration setting or as an API input."));
    if (!location.startsWith("s3://")) {
      throw Refusals.invalid("outputLocation is not a valid S3 path.");
    }
    return location.endsWith("/") ? location : location + "/";
  }

  private static Optional<Duration> reuse(ObjectNode input) {
    var byAge = input.path("ResultReuseConfiguration").path("ResultReuseByAgeConfiguration");
    if (!byAge.path("Enabled").asBoolean(false)) {
      return Optional.empty();
    }
    var age = Duration.ofMinutes(byAge.path("MaxAgeInMinutes").asInt(60));
    if (age.isNegative() || age.compareTo(MOST_REUSED) > 0) {
      throw Refusals.invalid("MaxAgeInMinutes must be between 0 and 10080");
    }
    return Optional.of(age);
  }

  private Optional<QueryExecution> reusable(QueryRequest request) {
    if (request.reusable().isEmpty()) {
      return Optional.empty();
    }
    var oldest = clock.instant().minus(request.reusable().get());
    return executions.values().stream()
        .filter(execution -> execution.request().asksTheSame(request))
        .filter(
            execution -> {
              var view = execution.view();
              return view.state() == State.SUCCEEDED
                  && !view.reused()
                  && !execution.result().columns().isEmpty()
                  && view.endedAt().filter(end -> !end.isBefore(oldest)).isPresent();
            })
        .reduce((_, later) -> later);
  }

  // The results of the oldest are the first to go.
  private void forgetOldest() {
    if (executions.size() > KEPT) {
      var oldest = executions.keySet().iterator().next();
      executions.remove(oldest);
      byToken.values().remove(oldest);
    }
    int at = executions.size();
    for (var execution : executions.values()) {
      if (at-- > KEPT_RESULTS && execution.view().state().isFinal()) {
        execution.forgetResult();
      }
    }
  }

  private QueryExecution require(ObjectNode input) {
    var id = input.path("QueryExecutionId").asText("");
    synchronized (executions) {
      return Optional.ofNullable(executions.get(id))
          .orElseThrow(() -> Refusals.invalid("QueryExecution " + id + " was not found"));
    }
  }

  private JsonNode getQueryExecution(ObjectNode input) {
    return JSON.objectNode()
        .set("QueryExecution", ExecutionView.json(require(input), clock.instant()));
  }

  private JsonNode getQueryResults(ObjectNode input) {
    int size = input.path("MaxResults").asInt(LARGEST_PAGE);
    if (size < 1 || size > LARGEST_PAGE) {
      throw Refusals.invalid("MaxResults is more than maximum allowed length 1000.");
    }
    var execution = require(input);
    var view = execution.view();
    switch (view.state()) {
      case QUEUED, RUNNING ->
          throw Refusals.invalid("Query has not yet finished. Current state: " + view.state());
      case FAILED, CANCELLED ->
          throw Refusals.invalid(
              "Query did not finish successfully. Final query state: " + view.state());
      case SUCCEEDED -> {}
    }
    var result = execution.result();
    if (result.columns().isEmpty()) {
      throw Refusals.invalid("The result of query " + execution.id() + " is no longer there");
    }
    return QueryResults.page(result, first(input, result), size);
  }

  private static int first(ObjectNode input, ResultRows result) {
    var token = input.path("NextToken").asText("");
    if (token.isEmpty()) {
      return 0;
    }
    if (!token.matches("\\d{1,9}") || Integer.parseInt(token) > result.rows().size()) {
      throw Refusals.invalid("Invalid NextToken");
    }
    return Integer.parseInt(token);
  }

  private JsonNode stopQueryExecution(ObjectNode input) {
    require(input).cancel("Query cancelled by user");
    return JSON.objectNode();
  }

  /** Starts the engine before the first query has to wait for it. */
  public void warmUp() {
    parsed("SELECT 1");
    warehouse.warmUp();
  }

  @Override
  public void close() {
    List<QueryExecution> left;
    synchronized (executions) {
      left = List.copyOf(executions.values());
    }
    left.forEach(execution -> execution.cancel("Athena stops"));
    warehouse.close();
    workGroups.close();
  }
}
