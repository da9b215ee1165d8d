package io.cloudapp.core.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInMappingTest {

  @Test
  void passesOnTheOutputOfTheMachineAndNothingElse() {
    var response =
        response(
            """
            {"status": "SUCCEEDED", "executionArn": "arn:x", "input": "{\\"password\\":\\"p\\"}",
             "output": "{\\"statusCode\\":200,\\"body\\":{\\"authenticated\\":true}}"}
            """);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.mediaType()).isEqualTo("application/json");
    assertThat(response.body().toString()).isEqualTo("{\"authenticated\":true}");
  }

  @Test
  void passesOnAProblemAsProblemDocument() {
    var response =
        response(
            """
            {"status": "SUCCEEDED",
             "output": "{\\"statusCode\\":403,\\"body\\":{\\"type\\":\\"urn:x\\",\\"status\\":403}}"}
            """);

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.mediaType()).isEqualTo("application/problem+json");
  }

  @Test
  void answersBadCredentialsWithAuthenticationError() {
    var response =
        response("{\"status\": \"FAILED\", \"error\": \"AuthenticationError\", \"cause\": \"c\"}");

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.mediaType()).isEqualTo("application/problem+json");
    assertThat(response.body().path("title").asText()).isEqualTo("Authentication Error");
    assertThat(response.body().path("type").asText())
        .isEqualTo("urn:cloudapp:problem:authentication-error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"FAILED\", \"error\": \"SignInUnavailable\", \"cause\": \"secret\"}",
        "{\"status\": \"TIMED_OUT\", \"input\": \"secret\"}",
        "{\"status\": \"SUCCEEDED\", \"output\": \"not JSON, secret\"}",
        "{\"status\": \"SUCCEEDED\", \"output\": \"{\\\"secret\\\":true}\"}",
        "{}"
      })
  void answersEverythingElseWithTryLaterAndNoDetail(String execution) {
    var response = response(execution);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body().toString()).contains("try-later").doesNotContain("secret");
  }

  private static SignInMapping.Response response(String execution) {
    try {
      return SignInMapping.response(Json.mapper().readTree(execution));
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }
}
