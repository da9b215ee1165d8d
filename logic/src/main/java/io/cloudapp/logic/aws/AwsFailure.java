package io.cloudapp.logic.aws;

import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's exceptions mean to us. */
public final class AwsFailure {

  /** Throttles that EC2 and others answer with, also with status 400. */
  private static final Set<String> THROTTLES =
      Set.of(
          "RequestLimitExceeded",
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "TooManyRequestsException",
          "SlowDown",
          "PriorRequestNotComplete",
          "EC2ThrottledException");

  private AwsFailure() {}

  /** The error code of a service's answer; empty when no answer came. */
  public static String code(SdkException failure) {
    return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  /** Whether it is a throttle, a fault of the service or no answer at all. */
  public static boolean isTransient(SdkException failure) {
    return !(failure instanceof AwsServiceException answer)
        || answer.statusCode() >= 500
        || answer.isThrottlingException()
        || THROTTLES.contains(code(failure));
  }

  /**
   * Makes a call that may be repeated.
   *
   * @throws Unavailable when repeating it later may help; other failures pass through
   */
  public static <T> T call(String service, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw isTransient(failure) ? new Unavailable(service, failure) : failure;
    }
  }
}
