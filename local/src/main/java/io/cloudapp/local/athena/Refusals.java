package io.cloudapp.local.athena;

import io.cloudapp.local.endpoint.AwsError;

/** Athena's own refusals of requests. */
final class Refusals {

  private Refusals() {}

  static AwsError invalid(String message) {
    return new AwsError(400, "InvalidRequestException", message);
  }

  static AwsError throttled() {
    return new AwsError(400, "TooManyRequestsException", "Rate exceeded");
  }

  static AwsError internal() {
    return new AwsError(500, "InternalServerException", "Athena is out of order.");
  }
}
