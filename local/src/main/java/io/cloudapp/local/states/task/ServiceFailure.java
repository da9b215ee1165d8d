package io.cloudapp.local.states.task;

import io.cloudapp.local.endpoint.AwsError;
import java.util.UUID;

/** Names a service's refusal as Step Functions does. */
final class ServiceFailure {

  private ServiceFailure() {}

  /**
   * @param service as errors name it, for example {@code SQS} or {@code SecretsManager}
   */
  static TaskResult.Failed of(String service, AwsError error) {
    return of(service, error.code(), error.status(), error.getMessage());
  }

  static TaskResult.Failed of(String service, String code, int status, String message) {
    return new TaskResult.Failed(
        service + "." + exception(code),
        "%s (Service: %s, Status Code: %d, Request ID: %s)"
            .formatted(message, title(service), status, UUID.randomUUID()));
  }

  /** The SDK's name of an error code, which ends in Exception. */
  private static String exception(String code) {
    var bare = code.substring(Math.max(code.lastIndexOf('.'), code.lastIndexOf('#')) + 1);
    var known = bare.equals("NonExistentQueue") ? "QueueDoesNotExist" : bare;
    return known.endsWith("Exception") ? known : known + "Exception";
  }

  private static String title(String service) {
    return switch (service) {
      case "SQS" -> "Sqs";
      case "SNS" -> "Sns";
      default -> service;
    };
  }
}
