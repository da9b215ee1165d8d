package io.cloudapp.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.local.endpoint.AwsUnderTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class QueueContractTest {

  private static QueueService service;
  private static AwsUnderTest aws;
  private static SqsClient sqs;

  @BeforeAll
  static void start() {
    aws =
        AwsUnderTest.with(
            uri -> {
              service = QueueService.start(uri);
              return service;
            });
    sqs = aws.client(SqsClient.builder());
  }

  @AfterAll
  static void stop() {
    sqs.close();
    aws.close();
    if (service != null) {
      service.close();
    }
  }

  @Test
  void givesQueueUrlsThatLeadBackToTheEndpoint() {
    var name = AwsUnderTest.unique("url");
    var url = create(name, Map.of());

    assertThat(url).endsWith("/" + name);
    assertThat(sqs.getQueueUrl(request -> request.queueName(name)).queueUrl()).isEqualTo(url);
    assertThat(sqs.listQueues(request -> request.queueNamePrefix(name)).queueUrls())
        .containsExactly(url);
    assertThat(service == null || url.startsWith(aws.uri() + "/000000000000/")).isTrue();
  }

  @Test
  void givesAMessageOnceWhileItIsInvisible() {
    var url = create(AwsUnderTest.unique("visibility"), Map.of());
    sqs.sendMessage(
        request ->
            request
                .queueUrl(url)
                .messageBody("{\"status\":\"STARTED\"}")
                .messageAttributes(
                    Map.of(
                        "rank",
                        MessageAttributeValue.builder()
                            .dataType("Number")
                            .stringValue("3")
                            .build())));

    var first = receive(url);
    assertThat(first.body()).isEqualTo("{\"status\":\"STARTED\"}");
    assertThat(first.messageAttributes().get("rank").stringValue()).isEqualTo("3");
    assertThat(sqs.receiveMessage(request -> request.queueUrl(url)).messages()).isEmpty();
  }

  @Test
  void movesAMessageToTheDeadLetterQueueWhenItWasReceivedTooOften() {
    var deadLetters = AwsUnderTest.unique("dead");
    var deadLetterUrl = create(deadLetters, Map.of());
    var arn =
        sqs.getQueueAttributes(
                request ->
                    request.queueUrl(deadLetterUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    assertThat(arn).endsWith(":" + deadLetters);
    var url =
        create(
            AwsUnderTest.unique("redrive"),
            Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"1\"}"));
    sqs.sendMessage(request -> request.queueUrl(url).messageBody("poison"));

    var received = receive(url);
    sqs.changeMessageVisibility(
        request ->
            request.queueUrl(url).receiptHandle(received.receiptHandle()).visibilityTimeout(0));
    assertThat(sqs.receiveMessage(request -> request.queueUrl(url)).messages()).isEmpty();

    assertThat(receive(deadLetterUrl).body()).isEqualTo("poison");
  }

  @Test
  void refusesAQueueThatDoesNotExistByName() {
    assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("missing-queue")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  private static Message receive(String url) {
    return sqs.receiveMessage(
            request -> request.queueUrl(url).waitTimeSeconds(5).messageAttributeNames("All"))
        .messages()
        .getFirst();
  }

  private static String create(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }
}
