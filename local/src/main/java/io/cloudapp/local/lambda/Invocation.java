package io.cloudapp.local.lambda;

/** How one invocation of a function ended; payloads are JSON in UTF-8. */
public sealed interface Invocation {

  /**
   * The function returned.
   *
   * @param logTail last 4 KB of the invocation's log
   */
  record Returned(byte[] payload, byte[] logTail) implements Invocation {}

  /**
   * The function threw.
   *
   * @param payload {@code {"errorMessage","errorType","stackTrace"}}
   */
  record Failed(byte[] payload, byte[] logTail) implements Invocation {}

  /**
   * The function did not end in its time.
   *
   * @param payload {@code {"errorType":"Sandbox.Timedout","errorMessage"}}
   */
  record TimedOut(byte[] payload, byte[] logTail) implements Invocation {}

  /**
   * There is no such function.
   *
   * @param arn the ARN it would have
   */
  record NotFound(String arn) implements Invocation {}

  /** A function that runs elsewhere could not be reached. */
  record Unreachable(String reason) implements Invocation {}
}
