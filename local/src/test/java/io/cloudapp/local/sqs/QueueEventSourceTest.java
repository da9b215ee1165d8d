package io.cloudapp.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.lambda.FunctionRegistry;
import io.cloudapp.local.lambda.FunctionSettings;
import io.cloudapp.local.lambda.LocalFunction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class QueueEventSourceTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static QueueService queues;

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final FunctionRegistry functions = new FunctionRegistry(Clock.systemUTC());
  private QueueEventSource source;
  private String queue;

  @BeforeAll
  static void startQueues() {
    queues = QueueService.start(URI.create("http://localhost:4566"));
  }

  @AfterAll
  static void stopQueues() {
    queues.close();
  }

  @BeforeEach
  void createQueue(TestInfo test) {
    queue = test.getTestMethod().orElseThrow().getName();
    queues.call("CreateQueue", JSON.createObjectNode().put("QueueName", queue));
  }

  @AfterEach
  void stop() {
    source.close();
    functions.close();
  }

  @Test
  void handsAMessageAsLambdaDoesAndDeletesIt() {
    map((event, context) -> bytes("null"));
    send("{\"rank\":1}");

    await().atMost(SOON).until(() -> events.size() == 1 && left() == 0);
    var handed = events.getFirst().path("Records").get(0);
    assertThat(handed.path("body").asText()).isEqualTo("{\"rank\":1}");
    assertThat(handed.path("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(handed.path("eventSourceARN").asText())
        .isEqualTo("arn:aws:sqs:eu-west-1:000000000000:" + queue);
    assertThat(handed.path("attributes").path("ApproximateReceiveCount").asText()).isEqualTo("1");
    assertThat(handed.path("messageId").asText()).isNotBlank();
  }

  @Test
  void bringsBackOnlyTheItemsThatAreReported() {
    send("good");
    send("bad");
    map(
        (event, context) -> {
          var answer = JSON.createObjectNode();
          var failures = answer.putArray("batchItemFailures");
          for (var entry : JSON.readTree(event).path("Records")) {
            boolean firstTime =
                entry.path("attributes").path("ApproximateReceiveCount").asText().equals("1");
            if (entry.path("body").asText().equals("bad") && firstTime) {
              failures.addObject().put("itemIdentifier", entry.path("messageId").asText());
            }
          }
          return bytes(answer.toString());
        });

    await().atMost(SOON).until(() -> seen("bad") == 2 && left() == 0);
    assertThat(seen("good")).isEqualTo(1);
  }

  @Test
  void bringsBackTheWholeBatchWhenTheFunctionFails() {
    send("one");
    map(
        (event, context) -> {
          if (events.size() == 1) {
            throw new IllegalStateException("The database is away.");
          }
          return bytes("{}");
        });

    await().atMost(SOON).until(() -> seen("one") == 2 && left() == 0);
  }

  private void map(LocalFunction code) {
    functions.register(
        new FunctionSettings("RecordStatus", "test", 128, Duration.ofSeconds(5)),
        (event, context) -> {
          events.add(JSON.readTree(event));
          return code.handle(event, context);
        });
    source =
        QueueEventSource.start(
            queues,
            functions,
            new QueueEventSource.Mapping(queue, "RecordStatus", 10, Duration.ZERO));
  }

  private long seen(String body) {
    return events.stream()
        .flatMap(event -> event.path("Records").valueStream())
        .filter(entry -> entry.path("body").asText().equals(body))
        .count();
  }

  private int left() {
    var input = input();
    input.putArray("AttributeNames").add("All");
    var attributes = queues.call("GetQueueAttributes", input).path("Attributes");
    return attributes.path("ApproximateNumberOfMessages").asInt()
        + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  private void send(String body) {
    queues.call("SendMessage", input().put("MessageBody", body));
  }

  private ObjectNode input() {
    return JSON.createObjectNode().put("QueueUrl", queues.queueUrl(queue));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
