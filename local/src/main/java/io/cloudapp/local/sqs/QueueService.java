package io.cloudapp.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.HttpForwarder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** SQS: ElasticMQ on an inner port, started in the background and awaited by the first request. */
public final class QueueService implements AwsService, AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ACCOUNT = "000000000000";
  private static final String REGION = "eu-west-1";

  /** Its threads do not keep the JVM alive, and the JVM's end is not its business. */
  private static final String SETTINGS =
      """
      pekko.daemonic = on
      pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      pekko.coordinated-shutdown.run-by-actor-system-terminate = off
      """;

  private static final int START_SECONDS = 60;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private record Running(ActorSystem system, HttpForwarder forwarder) {}

  private final URI publicAddress;
  private final CompletableFuture<Running> running =
      new CompletableFuture<Running>().orTimeout(START_SECONDS, TimeUnit.SECONDS);

  private QueueService(URI publicAddress) {
    this.publicAddress = publicAddress;
  }

  /**
   * Begins to start and returns at once.
   *
   * @param publicAddress the AWS endpoint, which queue URLs begin with
   */
  public static QueueService start(URI publicAddress) {
    var service = new QueueService(publicAddress);
    Thread.ofPlatform().daemon().name("sqs-start").start(service::run);
    return service;
  }

  private void run() {
    try {
      var system =
          ActorSystem.create(
              "sqs", ConfigFactory.parseString(SETTINGS).withFallback(ConfigFactory.load()));
      var server =
          SQSRestServerBuilder.withActorSystem(system)
              .withInterface("127.0.0.1")
              .withDynamicPort()
              .withServerAddress(
                  new NodeAddress(
                      publicAddress.getScheme(),
                      publicAddress.getHost(),
                      publicAddress.getPort(),
                      ""))
              .withAWSRegion(REGION)
              .withAWSAccountId(ACCOUNT)
              .start();
      var port = server.waitUntilStarted().localAddress().getPort();
      running.complete(
          new Running(system, new HttpForwarder(URI.create("http://127.0.0.1:" + port))));
    } catch (RuntimeException | LinkageError failure) {
      running.completeExceptionally(failure);
    }
  }

  @Override
  public String signingName() {
    return "sqs";
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return running.join().forwarder().forward(request);
  }

  /**
   * Calls an operation without the AWS endpoint, as a workflow's service integration does.
   *
   * @param operation for example {@code SendMessage}
   * @param input as in SQS's JSON protocol
   * @throws AwsError with SQS's own code when SQS refuses
   */
  public JsonNode call(String operation, ObjectNode input) {
    var request =
        new AwsRequest(
            "POST",
            "/",
            "",
            Map.of(
                "Content-Type",
                List.of("application/x-amz-json-1.0"),
                "X-Amz-Target",
                List.of("AmazonSQS." + operation)),
            input.toString().getBytes(StandardCharsets.UTF_8),
            "local");
    var answer = answer(request);
    try {
      var body = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
      if (answer.status() == 200) {
        return body;
      }
      var type = body.path("__type").asText("InternalFailure");
      throw new AwsError(
          answer.status(),
          type.substring(type.lastIndexOf('#') + 1),
          body.path("message").asText(body.path("Message").asText("")));
    } catch (IOException notJson) {
      throw new AwsError(500, "InternalFailure", "SQS did not answer in JSON.");
    }
  }

  /** The URL of a queue, whether it exists or not. */
  public String queueUrl(String queue) {
    return publicAddress + "/" + ACCOUNT + "/" + queue;
  }

  /** The ARN of a queue, whether it exists or not. */
  public static String queueArn(String queue) {
    return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queue;
  }

  /** Ends at once: ElasticMQ's own stop would wait for the last long poll. */
  @Override
  public void close() {
    if (running.isCompletedExceptionally()) {
      return;
    }
    var system = running.join().system();
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("SQS did not stop.", failure);
    }
  }
}
