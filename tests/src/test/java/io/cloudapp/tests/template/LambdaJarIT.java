package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar that {@code ./mvnw package} builds for Lambda, run as Lambda runs it. */
@ExtendWith(SharedCloud.class)
@EnabledIfSystemProperty(
    named = "lambda.jar.skip",
    matches = "false",
    disabledReason = "the build was told to make no jar for Lambda")
final class LambdaJarIT {

  @Test
  void refusesTheSampleRequestOfSomebodyWhoIsNotAUser(RunningCloud cloud) throws Exception {
    var answer = invoke(CloudFunction.SUBMIT_REQUEST, "submit-request", cloud);

    assertThat(answer.path("statusCode").asInt()).isBetween(400, 499);
    assertThat(answer.path("body").asText()).contains("urn:cloudapp:problem:");
  }

  @Test
  void reconciles(RunningCloud cloud) throws Exception {
    var answer = invoke(CloudFunction.RECONCILE, "reconcile", cloud);

    assertThat(answer.has("errorMessage")).as("%s", answer).isFalse();
  }

  /** Nobody signs in without the right pool, client and password. */
  @Test
  void asksTheUserPoolThatTheSampleNames(RunningCloud cloud) throws Exception {
    var ada = cloud.addresses().person("ada");
    var event =
        Json.mapper()
            .createObjectNode()
            .put("username", ada.username())
            .put("password", ada.password())
            .put("client", "web");

    try (var lambda =
        LambdaRuntime.start(CloudFunction.AUTHENTICATE, LambdaRuntime.environment(cloud))) {
      assertThat(lambda.invoke(event.toString())).contains("accessToken");
    }
  }

  private static JsonNode invoke(CloudFunction function, String sample, RunningCloud cloud)
      throws Exception {
    try (var lambda = LambdaRuntime.start(function, LambdaRuntime.environment(cloud))) {
      var event = Files.readString(Path.of("../samples/events", sample + ".json"));
      return Json.mapper().readTree(lambda.invoke(event));
    }
  }
}
