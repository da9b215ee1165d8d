package io.cloudapp.local.states.api;

import static io.cloudapp.local.states.api.StateMachineOperations.seconds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.execution.Engine;
import io.cloudapp.local.states.execution.ExecutionRecord;
import io.cloudapp.local.states.execution.ExecutionRequest;
import io.cloudapp.local.states.execution.Outcome;
import io.cloudapp.local.states.json.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The operations on executions, most of which AWS refuses for Express. */
final class ExecutionOperations {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST_ARN = 2_000;

  private final StateMachines machines;
  private final Names names;
  private final Engine engine;

  ExecutionOperations(StateMachines machines, Names names, Engine engine) {
    this.machines = machines;
    this.names = names;
    this.engine = engine;
  }

  Map<String, Function<ObjectNode, JsonNode>> table() {
    var table = new LinkedHashMap<String, Function<ObjectNode, JsonNode>>();
    table.put("StartExecution", this::start);
    table.put("StartSyncExecution", this::startSync);
    table.put("ListExecutions", this::list);
    table.put("DescribeExecution", ExecutionOperations::refuse);
    table.put("StopExecution", ExecutionOperations::refuse);
    table.put("GetExecutionHistory", ExecutionOperations::refuse);
    table.put("DescribeStateMachineForExecution", ExecutionOperations::refuse);
    table.put("RedriveExecution", ExecutionOperations::refuse);
    return table;
  }

  private JsonNode start(ObjectNode request) {
    var execution = request(request);
    var started = engine.start(execution);
    return JSON.objectNode()
        .put("executionArn", execution.arn())
        .put("startDate", seconds(started));
  }

  private JsonNode startSync(ObjectNode request) {
    var isWithData = !"METADATA_ONLY".equals(request.path("includedData").asText());
    return answer(engine.runSync(request(request)), isWithData);
  }

  private ExecutionRequest request(ObjectNode request) {
    var fields = new RequestFields(request);
    var machine = machines.get(fields.required("stateMachineArn", LONGEST_ARN));
    var name =
        fields
            .optional("name", 4_096)
            .map(Names::checked)
            .orElseGet(() -> UUID.randomUUID().toString());
    return new ExecutionRequest(
        names.execution(machine.name(), name),
        name,
        input(fields),
        machine.arn(),
        machine.name(),
        machine.roleArn(),
        machine.definition(),
        machine.log());
  }

  private static Payload input(RequestFields fields) {
    var text = fields.optional("input", Payload.LIMIT).orElse("{}");
    try {
      var input = Payload.parse(text);
      if (input.isTooLarge()) {
        throw RequestFields.invalid(
            "Value at 'input' failed to satisfy constraint: Member must have length less than or"
                + " equal to "
                + Payload.LIMIT);
      }
      return input;
    } catch (JsonProcessingException notJson) {
      throw invalidInput(
          text.isBlank() ? "Invalid execution input." : notJson.getOriginalMessage());
    } catch (IOException notJson) {
      throw invalidInput("Invalid execution input.");
    }
  }

  private static AwsError invalidInput(String reason) {
    return new AwsError(
        400, "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + reason + "'");
  }

  private static JsonNode answer(ExecutionRecord execution, boolean isWithData) {
    var request = execution.request();
    var stopped = execution.stopped().orElseThrow();
    var answer = JSON.objectNode();
    answer
        .putObject("billingDetails")
        .put("billedDurationInMilliseconds", billed(Duration.between(execution.started(), stopped)))
        .put("billedMemoryUsedInMB", memory(request));
    if (execution.outcome().orElseThrow() instanceof Outcome.Failed(var error, var cause)) {
      error.ifPresent(value -> answer.put("error", value));
      cause.ifPresent(value -> answer.put("cause", value));
    }
    answer.put("executionArn", request.arn());
    if (isWithData) {
      answer.put("input", request.input().text());
    }
    answer.putObject("inputDetails").put("included", isWithData);
    answer.put("name", request.name());
    if (isWithData && execution.outcome().orElseThrow() instanceof Outcome.Succeeded(var output)) {
      answer.put("output", output.text());
    }
    answer.putObject("outputDetails").put("included", isWithData);
    return answer
        .put("startDate", seconds(execution.started()))
        .put("stateMachineArn", request.machineArn())
        .put("status", execution.status())
        .put("stopDate", seconds(stopped));
  }

  /** AWS bills in steps of 100 ms, upwards, and never nothing. */
  private static long billed(Duration duration) {
    return Math.max(100, Math.ceilDiv(duration.toMillis(), 100) * 100);
  }

  /** 50 MB, the definition and the payload, in steps of 64 MB. */
  private static long memory(ExecutionRequest request) {
    var bytes = request.definition().text().length() + request.input().text().length();
    var megabytes = 50 + Math.ceilDiv(bytes, 1_048_576);
    return Math.ceilDiv(megabytes, 64) * 64L;
  }

  private JsonNode list(ObjectNode request) {
    machines.get(new RequestFields(request).required("stateMachineArn", LONGEST_ARN));
    throw new AwsError(
        400,
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  private static JsonNode refuse(ObjectNode request) {
    var arn = Names.arn(new RequestFields(request).required("executionArn", LONGEST_ARN));
    if (Names.isExpressExecution(arn)) {
      throw new AwsError(
          400, "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'");
    }
    throw new AwsError(400, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }
}
