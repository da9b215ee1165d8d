package io.cloudapp.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.lambda.FunctionRegistry;
import io.cloudapp.local.lambda.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event source mapping of a queue: hands its messages to a function in batches. */
public final class QueueEventSource implements AutoCloseable {

  /**
   * What is mapped to what.
   *
   * @param queue name
   * @param function name
   * @param batchSize 1–10 messages
   * @param retryAfter how long a failed message stays invisible
   */
  public record Mapping(String queue, String function, int batchSize, Duration retryAfter) {

    public Mapping {
      if (batchSize < 1 || batchSize > 10) {
        throw new IllegalArgumentException("Batch size out of 1–10: " + batchSize);
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(QueueEventSource.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int POLL_SECONDS = 20;

  private final QueueService queues;
  private final FunctionRegistry functions;
  private final Mapping mapping;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread poller;

  private QueueEventSource(QueueService queues, FunctionRegistry functions, Mapping mapping) {
    this.queues = queues;
    this.functions = functions;
    this.mapping = mapping;
    this.poller = Thread.ofVirtual().name("event-source-" + mapping.queue()).unstarted(this::poll);
  }

  /** Begins to poll; the queue and the function may come into being later. */
  public static QueueEventSource start(
      QueueService queues, FunctionRegistry functions, Mapping mapping) {
    var source = new QueueEventSource(queues, functions, mapping);
    source.poller.start();
    return source;
  }

  private void poll() {
    while (stopped.getCount() > 0) {
      try {
        var messages = receive();
        if (!messages.isEmpty()) {
          hand(messages);
        }
      } catch (RuntimeException failure) {
        if (stopped.getCount() > 0) {
          LOG.warn("Polling {} failed: {}", mapping.queue(), failure.toString());
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      stopped.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }

  private List<JsonNode> receive() {
    var input =
        input()
            .put("MaxNumberOfMessages", mapping.batchSize())
            .put("WaitTimeSeconds", POLL_SECONDS);
    input.putArray("AttributeNames").add("All");
    input.putArray("MessageAttributeNames").add("All");
    return queues.call("ReceiveMessage", input).path("Messages").valueStream().toList();
  }

  private void hand(List<JsonNode> messages) {
    var event = SqsEvent.of(messages, QueueService.queueArn(mapping.queue()));
    var failed = failed(messages, functions.invoke(mapping.function(), event));
    for (var message : messages) {
      var receipt = message.path("ReceiptHandle").asText();
      if (failed.contains(message.path("MessageId").asText())) {
        release(receipt);
      } else {
        queues.call("DeleteMessage", input().put("ReceiptHandle", receipt));
      }
    }
  }

  private void release(String receipt) {
    try {
      queues.call(
          "ChangeMessageVisibility",
          input()
              .put("ReceiptHandle", receipt)
              .put("VisibilityTimeout", mapping.retryAfter().toSeconds()));
    } catch (AwsError gone) {
      // The message's own visibility timeout brings it back.
      LOG.debug("A failed message could not be released: {}", gone.getMessage());
    }
  }

  private Set<String> failed(List<JsonNode> messages, Invocation invocation) {
    return switch (invocation) {
      case Invocation.Returned returned -> BatchAnswer.failed(ids(messages), returned.payload());
      case Invocation.Failed _, Invocation.TimedOut _ -> ids(messages);
      case Invocation.NotFound missing -> {
        LOG.warn("{} is mapped to {}, which is not there.", mapping.queue(), missing.arn());
        yield ids(messages);
      }
      case Invocation.Unreachable unreachable -> {
        LOG.warn("{}: {}", mapping.function(), unreachable.reason());
        yield ids(messages);
      }
    };
  }

  private static Set<String> ids(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> message.path("MessageId").asText())
        .collect(Collectors.toSet());
  }

  private ObjectNode input() {
    return JSON.createObjectNode().put("QueueUrl", queues.queueUrl(mapping.queue()));
  }

  @Override
  public void close() {
    stopped.countDown();
    poller.interrupt();
    try {
      poller.join(Duration.ofSeconds(5));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
