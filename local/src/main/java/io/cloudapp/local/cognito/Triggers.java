package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The functions that a user pool calls while it works. */
public interface Triggers {

  /** Invokes a function and waits for it; the pool itself keeps Cognito's time limit. */
  Outcome invoke(String functionArn, ObjectNode event);

  /** What became of an invocation. */
  sealed interface Outcome {}

  /**
   * The function returned.
   *
   * @param event the event with its response filled in
   */
  record Answered(ObjectNode event) implements Outcome {}

  /**
   * The function threw.
   *
   * @param message the function's {@code errorMessage}
   */
  record Failed(String message) implements Outcome {}

  /** There is no such function, or it could not be reached. */
  record Unreachable() implements Outcome {}
}
