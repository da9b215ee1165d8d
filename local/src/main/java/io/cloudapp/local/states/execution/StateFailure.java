package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** An error as Retry and Catch see it, on its way up to a state that handles it. */
final class StateFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final String TIMEOUT = "States.Timeout";
  static final String RUNTIME = "States.Runtime";
  static final String EVALUATION = "States.QueryEvaluationError";
  static final String DATA_LIMIT = "States.DataLimitExceeded";

  private final transient Optional<String> error;
  private final transient Optional<String> cause;

  StateFailure(Optional<String> error, Optional<String> cause) {
    super(error.orElse(""), null, false, false);
    this.error = error;
    this.cause = cause;
  }

  StateFailure(String error, String cause) {
    this(Optional.of(error), Optional.of(cause));
  }

  static StateFailure timeout() {
    return new StateFailure(Optional.of(TIMEOUT), Optional.empty());
  }

  static StateFailure tooLarge(String name) {
    return new StateFailure(
        DATA_LIMIT,
        "The state/task '"
            + name
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  static StateFailure tooManyVariables(String name) {
    return new StateFailure(
        DATA_LIMIT,
        "The state '"
            + name
            + "' assigned variables with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  Optional<String> error() {
    return error;
  }

  Optional<String> cause() {
    return cause;
  }

  /** Whether one entry of Retry or Catch is meant; {@code States.Runtime} never is. */
  boolean matches(List<String> errors) {
    var name = error.orElse("");
    if (name.equals(RUNTIME)) {
      return false;
    }
    for (var wanted : errors) {
      var isMeant =
          wanted.equals(name)
              || wanted.equals("States.ALL")
              || wanted.equals("States.TaskFailed") && !name.equals(TIMEOUT);
      if (isMeant) {
        return true;
      }
    }
    return false;
  }

  /** The error output of a Catch, where AWS writes an empty text for what is not there. */
  JsonObject output() {
    return new JsonObject().with("Error", error.orElse("")).with("Cause", cause.orElse(""));
  }

  JsonObject details() {
    var details = new JsonObject();
    cause.ifPresent(value -> details.put("cause", value));
    error.ifPresent(value -> details.put("error", value));
    return details;
  }
}
