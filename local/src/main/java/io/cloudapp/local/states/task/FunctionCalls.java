package io.cloudapp.local.states.task;

import java.time.Duration;

/** The Lambda functions that workflows invoke. */
@FunctionalInterface
public interface FunctionCalls {

  /** How an invocation ended. */
  sealed interface FunctionResult {

    /**
     * @param payload the function's answer in JSON
     */
    record Returned(byte[] payload) implements FunctionResult {}

    /**
     * The function threw.
     *
     * @param errorPayload {@code {"errorType", "errorMessage", "stackTrace"}}
     */
    record Failed(byte[] errorPayload) implements FunctionResult {}

    /**
     * @param arn the function's, as AWS would have named it
     */
    record NotFound(String arn) implements FunctionResult {}

    /**
     * The service could not run it: {@code TooManyRequestsException}, {@code ServiceException}, …
     *
     * @param code AWS's code, to which {@code Lambda.} is put in front
     */
    record Unavailable(String code, String message) implements FunctionResult {}
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @param functionNameOrArn as the workflow names it
   * @param payload the event in JSON
   * @param timeout how long the workflow will wait
   * @throws InterruptedException when the workflow gave it up
   */
  FunctionResult invoke(String functionNameOrArn, byte[] payload, Duration timeout)
      throws InterruptedException;
}
