package io.cloudapp.logic.health;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksRequest;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskResponse;

/** SQS with a login queue that is empty and dead letters as a test has them. */
final class FakeQueue {

  private static final String DEAD_LETTER_URL = "https://sqs/login-dlq";

  private final SqsClient sqs = mock(SqsClient.class);
  private final List<Message> deadLetters = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();
  private boolean down;
  private boolean moving;
  private int visibilityTimeout = -1;

  FakeQueue() {
    when(sqs.getQueueAttributes(any(Consumer.class)))
        .thenAnswer(call -> attributes(call.getArgument(0)));
    when(sqs.receiveMessage(any(Consumer.class))).thenAnswer(call -> receive(call.getArgument(0)));
    when(sqs.listMessageMoveTasks(any(Consumer.class)))
        .thenAnswer(call -> tasks(call.getArgument(0)));
    when(sqs.startMessageMoveTask(any(Consumer.class)))
        .thenAnswer(call -> move(call.getArgument(0)));
  }

  LoginQueue loginQueue() {
    return new LoginQueue(sqs, new QueueSettings("https://sqs/login", DEAD_LETTER_URL));
  }

  void goDown() {
    down = true;
  }

  void isMoving() {
    moving = true;
  }

  void deadLetter(String body) {
    deadLetters.add(
        Message.builder()
            .messageId("m-" + deadLetters.size())
            .body(body)
            .attributes(
                Map.of(
                    MessageSystemAttributeName.SENT_TIMESTAMP, "1795262400000",
                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "6"))
            .build());
  }

  /** The sources of the moves that were begun. */
  List<String> moved() {
    return moved;
  }

  /** What the last look asked for. */
  int visibilityTimeout() {
    return visibilityTimeout;
  }

  private void answer() {
    if (down) {
      throw SdkClientException.create("no route to SQS");
    }
  }

  private GetQueueAttributesResponse attributes(
      Consumer<GetQueueAttributesRequest.Builder> request) {
    answer();
    var url = GetQueueAttributesRequest.builder().applyMutation(request).build().queueUrl();
    var waiting = url.equals(DEAD_LETTER_URL) ? deadLetters.size() : 0;
    return GetQueueAttributesResponse.builder()
        .attributes(
            Map.of(
                QueueAttributeName.QUEUE_ARN,
                "arn:" + url,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                String.valueOf(waiting)))
        .build();
  }

  private ReceiveMessageResponse receive(Consumer<ReceiveMessageRequest.Builder> request) {
    answer();
    visibilityTimeout =
        ReceiveMessageRequest.builder().applyMutation(request).build().visibilityTimeout();
    return ReceiveMessageResponse.builder().messages(deadLetters).build();
  }

  private ListMessageMoveTasksResponse tasks(
      Consumer<ListMessageMoveTasksRequest.Builder> request) {
    answer();
    return ListMessageMoveTasksResponse.builder().build();
  }

  private StartMessageMoveTaskResponse move(Consumer<StartMessageMoveTaskRequest.Builder> request) {
    answer();
    if (moving) {
      throw SqsException.builder()
          .statusCode(400)
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("AWS.SimpleQueueService.UnsupportedOperation")
                  .build())
          .build();
    }
    moved.add(StartMessageMoveTaskRequest.builder().applyMutation(request).build().sourceArn());
    return StartMessageMoveTaskResponse.builder().build();
  }
}
