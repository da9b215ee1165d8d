package io.cloudapp.core.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;

/**
 * Turns what StartSyncExecution answers for the login state machine into the API's answer.
 *
 * <p>Step Functions answers 200 with the whole execution document even when the execution fails,
 * and the document repeats the input: none of it but the state machine's own output may leave.
 */
public final class SignInMapping {

  /** The error with which the login state machine ends when the credentials are not good. */
  public static final String AUTHENTICATION_ERROR = "AuthenticationError";

  private SignInMapping() {}

  /**
   * What to answer.
   *
   * @param mediaType {@code application/json}, or the problem document's
   */
  public record Response(int status, String mediaType, JsonNode body) {

    /** Without the body, which may hold tokens. */
    @Override
    public String toString() {
      return "Response[" + status + "]";
    }
  }

  /**
   * @param execution the document: {@code status}, and {@code output} or {@code error}
   */
  public static Response response(JsonNode execution) {
    if (execution.path("status").asText().equals("SUCCEEDED")) {
      return ofOutput(execution.path("output").asText());
    }
    if (execution.path("error").asText().equals(AUTHENTICATION_ERROR)) {
      return of(
          Problem.of(
              ProblemType.AUTHENTICATION_ERROR,
              "The user name, the password or the code is not right. Try again."));
    }
    return unavailable();
  }

  /** What to answer when the execution was refused, because its input is not JSON. */
  public static Response malformed() {
    return of(Problem.of(ProblemType.MALFORMED_REQUEST, "Send a JSON object as the request body."));
  }

  /** What to answer when nobody can be signed in at the moment. */
  public static Response unavailable() {
    return of(
        Problem.of(
            ProblemType.TRY_LATER,
            "Signing in does not work at the moment. Try again in a minute."));
  }

  private static Response ofOutput(String output) {
    try {
      var answer = Json.mapper().readTree(output);
      var status = answer.path("statusCode");
      if (!status.isInt() || !answer.path("body").isObject()) {
        return unavailable();
      }
      var mediaType = status.intValue() < 400 ? "application/json" : Problem.MEDIA_TYPE;
      return new Response(status.intValue(), mediaType, answer.path("body"));
    } catch (JsonProcessingException notJson) {
      return unavailable();
    }
  }

  private static Response of(Problem problem) {
    return new Response(problem.status(), Problem.MEDIA_TYPE, Json.mapper().valueToTree(problem));
  }
}
