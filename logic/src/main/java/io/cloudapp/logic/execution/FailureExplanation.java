package io.cloudapp.logic.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Status.Failure;
import io.cloudapp.core.json.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns a workflow's error into a problem that a person understands.
 *
 * <p>The error's own text is for engineers: it reaches a person only where it is a problem document
 * that one of our services wrote for people.
 */
final class FailureExplanation {

  /** The errors that our own state machines raise. */
  static final String BOOT_TIMEOUT = "BootTimeout";

  static final String STOP_TIMEOUT = "StopTimeout";

  private FailureExplanation() {}

  static Problem of(Failure failure) {
    return problemDocument(failure)
        .orElseGet(() -> ofError(Objects.requireNonNullElse(failure.error(), "")));
  }

  private static Problem ofError(String error) {
    return switch (error) {
      case BOOT_TIMEOUT ->
          Problem.of(
              ProblemType.BOOT_TIMEOUT,
              "The instance did not start in time and is being removed. Try again; if it happens"
                  + " again, choose another configuration or tell an admin.");
      case STOP_TIMEOUT ->
          Problem.of(
              ProblemType.DEADLINE_PASSED,
              "AWS has not confirmed in time that the instance is gone. We keep at it; look again"
                  + " in a few minutes.");
      case String other when isPassing(other) ->
          Problem.of(
              ProblemType.TRY_LATER,
              "A service we depend on did not answer in time. Try again in a few minutes.");
      default ->
          Problem.of(
              ProblemType.INTERNAL_ERROR,
              "Something went wrong on our side. Try again; if it happens again, tell an admin the"
                  + " id of this request.");
    };
  }

  private static boolean isPassing(String error) {
    return error.equals("States.Timeout")
        || error.equals("ApiGateway.429")
        || error.matches("ApiGateway\\.50[234]")
        || error.startsWith("Lambda.")
        || error.endsWith("SdkClientException")
        || error.endsWith("ThrottlingException");
  }

  private static Optional<Problem> problemDocument(Failure failure) {
    try {
      var tree = Json.mapper().readTree(Objects.requireNonNullElse(failure.cause(), ""));
      // Step Functions hands over a body that is no application/json as a JSON string.
      var document = tree.isTextual() ? Json.mapper().readTree(tree.textValue()) : tree;
      return Optional.of(document)
          .filter(node -> node.isObject() && node.path("type").isTextual())
          .map(node -> Json.mapper().convertValue(node, Problem.class))
          .flatMap(FailureExplanation::known);
    } catch (JsonProcessingException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<Problem> known(Problem document) {
    return ProblemType.of(document.type())
        .filter(type -> type != ProblemType.INTERNAL_ERROR && !document.detail().isBlank())
        .map(type -> Problem.of(type, document.detail()).withReference(document.reference()));
  }
}
