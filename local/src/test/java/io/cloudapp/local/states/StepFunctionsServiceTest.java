package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.creation;
import static io.cloudapp.local.states.Workflows.logging;
import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.execution.Chaos;
import io.cloudapp.local.states.task.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepFunctionsServiceTest {

  private static final String PASS = workflow("A", "\"A\":{\"Type\":\"Pass\",\"End\":true}");
  private static final String EXECUTION = "arn:aws:states:eu-west-1:000000000000:express:m:n:1";

  private final Workflows workflows = Workflows.echoing();

  @AfterEach
  void stop() {
    workflows.close();
  }

  private AwsError refusal(String operation, ObjectNode request) {
    return catchThrowableOfType(AwsError.class, () -> workflows.call(operation, request));
  }

  private static ObjectNode with(String name, String value) {
    return Workflows.JSON.createObjectNode().put(name, value);
  }

  @Test
  void createsDescribesListsAndDeletes() {
    var created = workflows.call("CreateStateMachine", creation("m", PASS));
    var arn = created.get("stateMachineArn").textValue();
    assertThat(arn).isEqualTo("arn:aws:states:eu-west-1:000000000000:stateMachine:m");
    assertThat(created.get("creationDate").isBigDecimal()).isTrue();

    var described = workflows.call("DescribeStateMachine", with("stateMachineArn", arn));
    assertThat(described.get("definition").textValue()).isEqualTo(PASS);
    assertThat(described.get("type").textValue()).isEqualTo("EXPRESS");
    assertThat(described.get("status").textValue()).isEqualTo("ACTIVE");
    assertThat(described.get("loggingConfiguration"))
        .isEqualTo(Workflows.parse("{\"includeExecutionData\":false,\"level\":\"OFF\"}"));
    assertThat(described.at("/tracingConfiguration/enabled").booleanValue()).isFalse();

    assertThat(
            workflows
                .call("ListStateMachines", Workflows.JSON.createObjectNode())
                .at("/stateMachines/0/name")
                .textValue())
        .isEqualTo("m");
    workflows.call("DeleteStateMachine", with("stateMachineArn", arn));
    var unknown = refusal("DescribeStateMachine", with("stateMachineArn", arn));
    assertThat(unknown.code()).isEqualTo("StateMachineDoesNotExist");
    assertThat(unknown).hasMessage("State Machine Does Not Exist: '" + arn + "'");
  }

  @Test
  void refusesWhatItWouldForget() {
    assertThat(refusal("CreateStateMachine", creation("m", PASS).put("publish", true)))
        .hasMessageContaining("no versions");
    var encrypted = creation("m", PASS);
    encrypted.putObject("encryptionConfiguration").put("type", "CUSTOMER_MANAGED_KMS_KEY");
    assertThat(refusal("CreateStateMachine", encrypted).code())
        .isEqualTo("InvalidEncryptionConfiguration");
    assertThat(refusal("ListStateMachines", with("nextToken", "x")).code())
        .isEqualTo("InvalidToken");
  }

  @Test
  void hasNoVersionsAndNoAliases() {
    var arn =
        workflows.call("CreateStateMachine", creation("m", PASS)).get("stateMachineArn").asText();
    var versions = workflows.call("ListStateMachineVersions", with("stateMachineArn", arn));
    var aliases = workflows.call("ListStateMachineAliases", with("stateMachineArn", arn));
    assertThat(versions.get("stateMachineVersions")).isEmpty();
    assertThat(aliases.get("stateMachineAliases")).isEmpty();
  }

  @Test
  void createsTheSameMachineOnce() {
    var first = workflows.call("CreateStateMachine", creation("m", PASS));

    assertThat(workflows.call("CreateStateMachine", creation("m", PASS))).isEqualTo(first);
    assertThat(
            refusal(
                    "CreateStateMachine",
                    creation("m", PASS.replace("Pass", "Succeed").replace(",\"End\":true", "")))
                .code())
        .isEqualTo("StateMachineAlreadyExists");
  }

  @Test
  void refusesStandardMachinesAndBadDefinitions() {
    var standard = creation("m", PASS);
    standard.remove("type");
    assertThat(refusal("CreateStateMachine", standard)).hasMessageContaining("EXPRESS");

    var refused =
        refusal(
            "CreateStateMachine",
            creation("m", workflow("A", "\"A\":{\"Type\":\"Pass\",\"Next\":\"A\"}")));
    assertThat(refused.code()).isEqualTo("InvalidDefinition");
    assertThat(refused)
        .hasMessage(
            "Invalid State Machine Definition: 'MISSING_END_STATE: Workflow has no terminal state"
                + " at null'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a:b", "a<b", "a\u0001b", "a*", "a~", "a\uD83D\uDE00"})
  void refusesInvalidNames(String name) {
    assertThat(refusal("CreateStateMachine", creation(name, PASS)).code()).isEqualTo("InvalidName");
  }

  @Test
  void refusesANameOfMoreThan80Characters() {
    assertThat(refusal("CreateStateMachine", creation("n".repeat(81), PASS)).code())
        .isEqualTo("InvalidName");
  }

  @Test
  void wantsOneKnownLogGroupForLogging() {
    var request = creation("m", PASS);
    request.set("loggingConfiguration", Workflows.JSON.createObjectNode().put("level", "ALL"));
    assertThat(refusal("CreateStateMachine", request))
        .hasMessage("Invalid Logging Configuration: Must specify exactly one Log Destination.");

    var unknown = logging("ALL", true);
    ((ObjectNode) unknown.at("/destinations/0/cloudWatchLogsLogGroup"))
        .put("logGroupArn", "arn:aws:logs:eu-west-1:000000000000:log-group:/other:*");
    request.set("loggingConfiguration", unknown);
    assertThat(refusal("CreateStateMachine", request))
        .hasMessage("Invalid Logging Configuration: Log Destination not found.");
  }

  @Test
  void updatesWhatIsGiven() {
    var machine = workflows.create(PASS);
    var changed = PASS.replace("\"End\"", "\"Output\":1,\"End\"");

    workflows.call(
        "UpdateStateMachine", with("stateMachineArn", machine).put("definition", changed));

    assertThat(workflows.sync(machine, "{}").get("output").textValue()).isEqualTo("1");
    assertThat(refusal("UpdateStateMachine", with("stateMachineArn", machine)).code())
        .isEqualTo("MissingRequiredParameter");
  }

  @Test
  void answersASyncExecutionInFull() {
    var machine = workflows.create(PASS);
    var answer =
        workflows.call(
            "StartSyncExecution",
            with("stateMachineArn", machine).put("input", "{\"a\": 1}").put("name", "mine"));

    assertThat(answer.get("status").textValue()).isEqualTo("SUCCEEDED");
    assertThat(answer.get("input").textValue()).isEqualTo("{\"a\": 1}");
    assertThat(answer.get("inputDetails")).isEqualTo(Workflows.parse("{\"included\":true}"));
    assertThat(answer.get("outputDetails")).isEqualTo(Workflows.parse("{\"included\":true}"));
    assertThat(answer.get("name").textValue()).isEqualTo("mine");
    assertThat(answer.get("stateMachineArn").textValue()).isEqualTo(machine);
    assertThat(answer.get("executionArn").textValue())
        .startsWith(machine.replace(":stateMachine:", ":express:") + ":mine:");
    assertThat(answer.at("/billingDetails/billedDurationInMilliseconds").intValue()).isEqualTo(100);
    assertThat(answer.at("/billingDetails/billedMemoryUsedInMB").intValue()).isEqualTo(64);
  }

  @Test
  void runsTheSameNameAgain() {
    var machine = workflows.create(PASS);
    var request = with("stateMachineArn", machine).put("name", "mine");

    assertThat(workflows.call("StartExecution", request).get("executionArn"))
        .isNotEqualTo(workflows.call("StartExecution", request).get("executionArn"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                workflows.engine.recent().list().stream()
                        .filter(run -> run.status().equals("SUCCEEDED"))
                        .count()
                    == 2);
  }

  @Test
  void refusesInputThatIsNoJsonOrTooLarge() {
    var machine = workflows.create(PASS);

    assertThat(
            refusal(
                "StartExecution", with("stateMachineArn", machine).put("input", "not some json")))
        .hasMessage(
            "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON"
                + " String, Number, Array, Object or token 'null', 'true' or 'false')'");
    assertThat(
            refusal(
                "StartExecution", with("stateMachineArn", machine).put("input", "{'not': 'json'")))
        .hasMessage(
            "Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was"
                + " expecting double-quote to start field name'");
    assertThat(refusal("StartExecution", with("stateMachineArn", machine).put("input", "")))
        .hasMessage("Invalid State Machine Execution Input: 'Invalid execution input.'");
    assertThat(
            refusal(
                    "StartSyncExecution",
                    with("stateMachineArn", machine)
                        .put("input", "\"" + "x".repeat(262_143) + "\""))
                .code())
        .isEqualTo("ValidationException");
    assertThat(
            refusal(
                    "StartSyncExecution",
                    with("stateMachineArn", machine)
                        .put("input", "\"" + "ä".repeat(200_000) + "\""))
                .code())
        .isEqualTo("ValidationException");
    assertThat(
            refusal("StartExecution", with("stateMachineArn", machine).put("name", "a b")).code())
        .isEqualTo("InvalidName");
    assertThat(refusal("StartExecution", with("stateMachineArn", "nope")))
        .hasMessage("Invalid Arn: 'Invalid ARN prefix: nope'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeExecution",
        "StopExecution",
        "GetExecutionHistory",
        "DescribeStateMachineForExecution"
      })
  void refusesToSpeakOfAnExpressExecution(String operation) {
    var refused = refusal(operation, with("executionArn", EXECUTION));

    assertThat(refused.code()).isEqualTo("InvalidArn");
    assertThat(refused)
        .hasMessage("Invalid Arn: 'Resource type not valid in this context: express'");
  }

  @Test
  void refusesToListExecutions() {
    assertThat(refusal("ListExecutions", with("stateMachineArn", workflows.create(PASS))).code())
        .isEqualTo("StateMachineTypeNotSupported");
  }

  @Test
  void validatesADefinitionWithoutCreatingIt() {
    var good = workflows.call("ValidateStateMachineDefinition", with("definition", PASS));
    assertThat(good)
        .isEqualTo(Workflows.parse("{\"diagnostics\":[],\"result\":\"OK\",\"truncated\":false}"));

    var bad =
        workflows.call(
            "ValidateStateMachineDefinition",
            with(
                    "definition",
                    workflow(
                        "A", "\"A\":{\"Type\":\"Pass\",\"Catch\":[],\"Retry\":[],\"End\":true}"))
                .put("maxResults", 1));
    assertThat(bad)
        .isEqualTo(
            Workflows.parse(
                "{\"diagnostics\":[{\"code\":\"SCHEMA_VALIDATION_FAILED\",\"location\":"
                    + "\"/States/A\",\"message\":\"Field"
                    + " 'Catch' is not"
                    + " supported\",\"severity\":\"ERROR\"}],\"result\":\"FAIL\",\"truncated\":"
                    + "true}"));
  }

  @Test
  void listsTags() {
    var request = creation("m", PASS);
    request.putArray("tags").addObject().put("key", "team").put("value", "cloud");
    var arn = workflows.call("CreateStateMachine", request).get("stateMachineArn").textValue();

    assertThat(workflows.call("ListTagsForResource", with("resourceArn", arn)))
        .isEqualTo(Workflows.parse("{\"tags\":[{\"key\":\"team\",\"value\":\"cloud\"}]}"));
  }

  @Test
  void canRunAnAsyncExecutionTwice() {
    workflows.engine.chaos(request -> new Chaos.Fate.Twice());

    workflows.call("StartExecution", with("stateMachineArn", workflows.create(PASS)));

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(types()).filteredOn("ExecutionSucceeded"::equals).hasSize(2));
    assertThat(workflows.records.stream().map(record -> record.get("execution_arn")).distinct())
        .hasSize(1);
  }

  @Test
  void canRestartAnAsyncExecutionHalfWay() {
    var calls = new CopyOnWriteArrayList<String>();
    try (var restarting =
        new Workflows(
            call -> {
              calls.add(call.state());
              return new TaskResult.Returned(1);
            })) {
      restarting.engine.chaos(request -> new Chaos.Fate.RestartedAfter(1));
      var task = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\"";
      var machine =
          restarting.create(
              workflow(
                  "A", "\"A\":{" + task + ",\"Next\":\"B\"},\"B\":{" + task + ",\"End\":true}"));

      restarting.call("StartExecution", with("stateMachineArn", machine));

      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> calls.size() == 3);
      assertThat(calls).isEqualTo(List.of("A", "A", "B"));
    }
  }

  private List<String> types() {
    return workflows.records.stream()
        .map(record -> record.get("type"))
        .map(JsonNode::textValue)
        .toList();
  }
}
