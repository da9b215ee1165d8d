package io.cloudapp.local.sns;

import io.cloudapp.local.endpoint.AwsError;

/** SNS's refusals in its words. */
final class SnsRefusals {

  private SnsRefusals() {}

  static AwsError invalid(String reason) {
    return new AwsError(400, "InvalidParameter", "Invalid parameter: " + reason);
  }

  static AwsError noTopic() {
    return new AwsError(404, "NotFound", "Topic does not exist");
  }

  static AwsError noSubscription() {
    return new AwsError(404, "NotFound", "Subscription does not exist");
  }
}
