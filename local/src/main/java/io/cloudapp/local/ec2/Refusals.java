package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;

/** The refusals that many operations of EC2 share, in its words. */
final class Refusals {

  private Refusals() {}

  static AwsError invalidValue(String message) {
    return new AwsError(400, "InvalidParameterValue", message);
  }

  static AwsError invalidCombination(String message) {
    return new AwsError(400, "InvalidParameterCombination", message);
  }

  static AwsError missing(String parameter) {
    return new AwsError(
        400, "MissingParameter", "The request must contain the parameter " + parameter);
  }

  static AwsError dryRun() {
    return new AwsError(
        412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  }

  static AwsError throttled() {
    return new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
  }

  static AwsError internal() {
    return new AwsError(500, "InternalError", "An internal error has occurred");
  }
}
