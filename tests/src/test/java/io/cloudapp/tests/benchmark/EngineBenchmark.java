package io.cloudapp.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many executions of a five-state machine a second LocalCloud makes, asked over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EngineBenchmark {

  private static final int CLIENTS = 16;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration ROUND = Duration.ofSeconds(5);

  private static final String DEFINITION =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Take order", "States": {
        "Take order": {"Type": "Pass",
          "Assign": {"items": "{% $states.input.items %}"}, "Next": "Is it large?"},
        "Is it large?": {"Type": "Choice",
          "Choices": [{"Condition": "{% $count($items) > 2 %}", "Next": "Grant discount"}],
          "Default": "Finish order"},
        "Grant discount": {"Type": "Pass",
          "Assign": {"discount": "{% $sum($items.price) * 0.1 %}"}, "Next": "Sum prices"},
        "Sum prices": {"Type": "Pass",
          "Output": {"total": "{% $sum($items.price) - $discount %}"}, "Next": "Finish order"},
        "Finish order": {"Type": "Succeed",
          "Output": {"order": "{% $states.context.Execution.Name %}", "total": "{% $states.input.total %}"}}}}
      """;
  private static final String ORDER = "{\"items\":[{\"price\":10},{\"price\":20},{\"price\":30}]}";

  private UpProcess up;
  private JsonNode start;

  @BeforeAll
  void createTheMachine() throws IOException {
    up = UpProcess.start();
    var machine =
        Json.mapper()
            .createObjectNode()
            .put("name", "five-states")
            .put("type", "EXPRESS")
            .put("roleArn", "arn:aws:iam::000000000000:role/benchmark")
            .put("definition", DEFINITION);
    try (var connection = new Connection(up.aws())) {
      var arn = connection.call("CreateStateMachine", machine).get("stateMachineArn").asText();
      start = Json.mapper().createObjectNode().put("stateMachineArn", arn).put("input", ORDER);
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    up.close();
  }

  @Test
  void startSyncExecution() throws Exception {
    measure("StartSyncExecution", EngineBenchmark::checkTheTotal);
  }

  @Test
  void startExecution() throws Exception {
    measure("StartExecution", answer -> assertThat(answer).isNotEmpty());
    var before = System.nanoTime();
    await().atMost(Duration.ofSeconds(60)).until(() -> !console().contains("\"RUNNING\""));
    System.out.printf(
        "%-20s the last of them ended %.2f s after the last answer%n",
        "", (System.nanoTime() - before) / 1e9);
  }

  private void measure(String operation, Load.Check check) throws Exception {
    Load.run(up.aws(), operation, start, CLIENTS, WARM_UP, check);
    for (var number = 1; number <= ROUNDS; number++) {
      var round = Load.run(up.aws(), operation, start, CLIENTS, ROUND, check);
      System.out.printf(
          "%-20s round %d  %,7.0f executions/s  P50 %6.2f ms  P95 %6.2f ms  P99 %6.2f ms%n",
          operation,
          number,
          round.perSecond(),
          round.percentileMillis(50),
          round.percentileMillis(95),
          round.percentileMillis(99));
    }
  }

  private static void checkTheTotal(byte[] answer) {
    if (!new String(answer, StandardCharsets.UTF_8).contains("\\\"total\\\":54")) {
      throw new AssertionError(new String(answer, StandardCharsets.UTF_8));
    }
  }

  private String console() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var executions = HttpRequest.newBuilder(up.console().resolve("/executions"));
      return http.send(
              executions.timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
