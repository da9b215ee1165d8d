package io.cloudapp.logic.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.health.HealthReport.DeadLetter;
import io.cloudapp.core.health.HealthReport.DeadLetters;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.aws.AwsFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The login queue and its dead letters, as SQS has them. */
@Singleton
class LoginQueue {

  private static final String SERVICE = "SQS";

  /** As many as SQS hands out at once. */
  private static final int LOOKED_AT = 10;

  private static final int SHOWN_CHARACTERS = 300;

  /** What SQS answers while the messages are being moved already. */
  private static final Set<String> ALREADY_MOVING =
      Set.of("AWS.SimpleQueueService.UnsupportedOperation", "UnsupportedOperation");

  private static final AwsRequestOverrideConfiguration QUICKLY =
      AwsRequestOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(2))
          .apiCallAttemptTimeout(Duration.ofSeconds(2))
          .build();

  private final SqsClient sqs;
  private final QueueSettings settings;

  LoginQueue(SqsClient sqs, QueueSettings settings) {
    this.sqs = sqs;
    this.settings = settings;
  }

  /** Approximate numbers, as SQS gives no others. */
  record Depth(int waiting, int inFlight) {}

  Depth depth() {
    return depth(settings.loginUrl());
  }

  /**
   * Looks at the dead letters without taking them: they are visible again at once, and nobody but
   * us ever receives them, so that it counts as one more receive changes nothing.
   */
  DeadLetters deadLetters() {
    var depth = depth(settings.deadLetterUrl());
    if (depth.waiting() + depth.inFlight() == 0) {
      return new DeadLetters(0, List.of(), isMoving());
    }
    var messages =
        AwsFailure.call(
            SERVICE,
            () ->
                sqs.receiveMessage(
                        request ->
                            request
                                .queueUrl(settings.deadLetterUrl())
                                .maxNumberOfMessages(LOOKED_AT)
                                .visibilityTimeout(0)
                                .waitTimeSeconds(0)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .overrideConfiguration(QUICKLY))
                    .messages());
    return new DeadLetters(
        depth.waiting(), messages.stream().map(LoginQueue::letter).toList(), isMoving());
  }

  private boolean isMoving() {
    return AwsFailure.call(
            SERVICE,
            () ->
                sqs.listMessageMoveTasks(
                        request ->
                            request
                                .sourceArn(deadLetterArn())
                                .maxResults(1)
                                .overrideConfiguration(QUICKLY))
                    .results())
        .stream()
        .anyMatch(task -> "RUNNING".equals(task.status()));
  }

  /**
   * Sends the dead letters to the login queue again; SQS moves them, and one move at a time.
   *
   * @return false when they are being moved already
   */
  boolean redrive() {
    var arn = deadLetterArn();
    try {
      AwsFailure.call(
          SERVICE,
          () ->
              sqs.startMessageMoveTask(
                  request -> request.sourceArn(arn).overrideConfiguration(QUICKLY)));
      return true;
    } catch (SqsException refused) {
      if (ALREADY_MOVING.contains(AwsFailure.code(refused))) {
        return false;
      }
      throw refused;
    }
  }

  int deadLetterCount() {
    return depth(settings.deadLetterUrl()).waiting();
  }

  private String deadLetterArn() {
    return attributes(settings.deadLetterUrl(), QueueAttributeName.QUEUE_ARN)
        .get(QueueAttributeName.QUEUE_ARN);
  }

  private Depth depth(String queueUrl) {
    var attributes =
        attributes(
            queueUrl,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    return new Depth(
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private Map<QueueAttributeName, String> attributes(String queueUrl, QueueAttributeName... names) {
    return AwsFailure.call(
        SERVICE,
        () ->
            sqs.getQueueAttributes(
                    request ->
                        request
                            .queueUrl(queueUrl)
                            .attributeNames(names)
                            .overrideConfiguration(QUICKLY))
                .attributes());
  }

  private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }

  private static DeadLetter letter(Message message) {
    var attributes = message.attributes();
    var sent = attributes.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
    var receives =
        attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "0");
    return new DeadLetter(
        message.messageId(),
        Instant.ofEpochMilli(Long.parseLong(sent)),
        Integer.parseInt(receives),
        executionId(message.body()),
        beginning(message.body()));
  }

  private static Optional<String> executionId(String body) {
    try {
      return Optional.ofNullable(Json.mapper().readTree(body).path("executionId").textValue());
    } catch (JsonProcessingException noStatus) {
      return Optional.empty();
    }
  }

  private static String beginning(String body) {
    return body.length() <= SHOWN_CHARACTERS ? body : body.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
