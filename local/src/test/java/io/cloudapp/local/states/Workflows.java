package io.cloudapp.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.JsonProtocol;
import io.cloudapp.local.states.api.StepFunctionsService;
import io.cloudapp.local.states.execution.Engine;
import io.cloudapp.local.states.task.TaskResult;
import io.cloudapp.local.states.task.Tasks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Step Functions with given tasks, used as a client would use it. */
final class Workflows implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();
  static final String ROLE = "arn:aws:iam::000000000000:role/workflow";
  static final String LOG_GROUP = "arn:aws:logs:eu-west-1:000000000000:log-group:/workflows:*";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final List<JsonNode> records = new CopyOnWriteArrayList<>();
  final Engine engine;
  final JsonProtocol service;

  Workflows(Tasks tasks) {
    engine = new Engine(tasks, (group, stream, time, json) -> records.add(parse(json)));
    service =
        StepFunctionsService.create(
            engine,
            "eu-west-1",
            "000000000000",
            group -> group.startsWith(LOG_GROUP.replace(":*", "")));
  }

  /** Tasks that answer what they were given. */
  static Workflows echoing() {
    return new Workflows(call -> new TaskResult.Returned(call.arguments().value()));
  }

  /** Tasks that always fail. */
  static Workflows failing(String error, String cause) {
    return new Workflows(call -> new TaskResult.Failed(error, cause));
  }

  JsonNode call(String operation, ObjectNode input) {
    return service.call(operation, input);
  }

  static ObjectNode creation(String name, String definition) {
    return JSON.createObjectNode()
        .put("name", name)
        .put("roleArn", ROLE)
        .put("type", "EXPRESS")
        .put("definition", definition);
  }

  static ObjectNode logging(String level, boolean withData) {
    var logging = JSON.createObjectNode().put("level", level).put("includeExecutionData", withData);
    logging
        .putArray("destinations")
        .addObject()
        .putObject("cloudWatchLogsLogGroup")
        .put("logGroupArn", LOG_GROUP);
    return logging;
  }

  String create(String definition) {
    return create(definition, "ALL", true);
  }

  String create(String definition, String level, boolean withData) {
    var request = creation("machine-" + NUMBER.incrementAndGet(), definition);
    request.set("loggingConfiguration", logging(level, withData));
    return call("CreateStateMachine", request).get("stateMachineArn").textValue();
  }

  /** A workflow of JSONata states; the first is where it starts. */
  static String workflow(String startAt, String states) {
    return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\""
        + startAt
        + "\",\"States\":{"
        + states
        + "}}";
  }

  JsonNode run(String definition, String input) {
    return sync(create(definition), input);
  }

  JsonNode sync(String machine, String input) {
    var answer =
        call(
            "StartSyncExecution",
            JSON.createObjectNode().put("stateMachineArn", machine).put("input", input));
    engine.flush();
    return answer;
  }

  /** Runs a workflow that has to succeed, and answers its output. */
  JsonNode output(String definition, String input) {
    var answer = run(definition, input);
    assertThat(answer.get("status").textValue()).describedAs("%s", answer).isEqualTo("SUCCEEDED");
    return parse(answer.get("output").textValue());
  }

  /** The output of one Pass whose Output is an expression. */
  JsonNode evaluate(String expression, String input) {
    return output(pass(expression), input);
  }

  /** The answer of one Pass whose Output is an expression. */
  JsonNode pass(String expression, String input) {
    return run(pass(expression), input);
  }

  static String pass(String expression) {
    var output = JSON.getNodeFactory().textNode("{% " + expression + " %}");
    return workflow("E", "\"E\":{\"Type\":\"Pass\",\"Output\":" + output + ",\"End\":true}");
  }

  /** The history as {@code id<-previous type}. */
  List<String> events() {
    return records.stream()
        .sorted((one, other) -> one.get("id").asInt() - other.get("id").asInt())
        .map(
            record ->
                record.get("id").textValue()
                    + "<-"
                    + record.get("previous_event_id").textValue()
                    + " "
                    + record.get("type").textValue())
        .toList();
  }

  JsonNode event(String type) {
    return records.stream()
        .filter(record -> record.get("type").textValue().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + type + " in " + events()));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
