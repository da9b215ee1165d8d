package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Status.Failure;
import io.cloudapp.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureExplanationTest {

  @Test
  void takesTheProblemThatAServiceGave() throws Exception {
    var given = Problem.of(ProblemType.NO_CAPACITY, "AWS has no room for t3.micro right now.");

    var problem = explain("ApiGateway.503", Json.mapper().writeValueAsString(given));

    assertThat(problem).isEqualTo(given);
  }

  @Test
  void takesAProblemThatCameAsText() throws Exception {
    var given = Problem.of(ProblemType.STOPPED_MEANWHILE, "It was stopped meanwhile.");
    var text = Json.mapper().writeValueAsString(Json.mapper().writeValueAsString(given));

    assertThat(explain("ApiGateway.409", text)).isEqualTo(given);
  }

  @ParameterizedTest
  @CsvSource({
    "BootTimeout, BOOT_TIMEOUT",
    "StopTimeout, DEADLINE_PASSED",
    "States.Timeout, TRY_LATER",
    "ApiGateway.429, TRY_LATER",
    "ApiGateway.503, TRY_LATER",
    "ApiGateway.504, TRY_LATER",
    "Lambda.TooManyRequestsException, TRY_LATER",
    "ApiGateway.403, INTERNAL_ERROR",
    "States.QueryEvaluationError, INTERNAL_ERROR",
    "java.lang.NullPointerException, INTERNAL_ERROR"
  })
  void neverShowsTheTextOfAnError(String error, ProblemType type) {
    var problem = explain(error, "{\"errorMessage\":\"jdbc:postgresql://internal\"}");

    assertThat(problem.type()).isEqualTo(type.uri());
    assertThat(problem.detail()).doesNotContain("jdbc").endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"type\":\"about:blank\",\"detail\":\"secret\"}'",
    "'{\"type\":\"urn:cloudapp:problem:internal-error\",\"detail\":\"secret\"}'",
    "'{\"type\":7,\"detail\":\"secret\"}'",
    "'{\"type\":\"not a uri\",\"detail\":\"secret\"}'",
    "'[\"secret\"]'",
    "secret",
    "''"
  })
  void believesOnlyOurOwnProblems(String cause) {
    assertThat(explain("ApiGateway.500", cause).type()).isEqualTo(ProblemType.INTERNAL_ERROR.uri());
    assertThat(explain("ApiGateway.500", cause).detail()).doesNotContain("secret");
  }

  private static Problem explain(String error, String cause) {
    return FailureExplanation.of(new Failure(error, cause));
  }
}
