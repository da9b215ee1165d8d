package io.cloudapp.local.states.task;

/** How one try of a Task ended. */
public sealed interface TaskResult {

  /**
   * @param value JSON as the engine holds it
   */
  record Returned(Object value) implements TaskResult {}

  /**
   * @param error AWS's name of the error, which a Retry or Catch matches
   */
  record Failed(String error, String cause) implements TaskResult {}
}
