package io.cloudapp.tests.cloud;

import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts messages where those end that could not be recorded. */
public final class DeadLetterOffice {

  private final RunningCloud cloud;

  public DeadLetterOffice(RunningCloud cloud) {
    this.cloud = cloud;
  }

  /** A status of that execution, which could be recorded now. */
  public void lose(String executionId) {
    var status =
        Api.object()
            .put("eventId", UUID.randomUUID().toString())
            .put("executionId", executionId)
            .put("at", "2026-11-21T12:00:01.000Z");
    status.putArray("steps");
    try (var sqs = cloud.client(SqsClient.builder())) {
      var url = sqs.getQueueUrl(request -> request.queueName("login-dlq")).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(status.toString()));
    }
  }
}
