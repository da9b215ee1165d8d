package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

  /** The samples name LocalCloud's demo people and their session by ids that stay the same. */
  @Test
  void startsTheWorkflowThatAdaOfTheSampleAsksFor(RunningCloud cloud) throws Exception {
    var ada = cloud.as("ada");
    var answer = invoke(CloudFunction.SUBMIT_REQUEST, "submit-request", cloud);

    assertThat(answer.path("statusCode").asInt()).as("%s", answer).isEqualTo(202);
    var id = Json.mapper().readTree(answer.path("body").asText()).path("id").asText();
    assertThat(ada.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void showsTheAdminOfTheSampleWhoTheUsersAre(RunningCloud cloud) throws Exception {
    var answer = invoke(CloudFunction.MANAGE_USERS, "manage-users", cloud);

    assertThat(answer.path("statusCode").asInt()).as("%s", answer).isEqualTo(200);
    assertThat(answer.path("body").asText()).contains("\"username\":\"katherine\"");
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

  @Test
  void knowsWhoBringsATokenWhereSamHasNoAuthorizer(RunningCloud cloud) throws Exception {
    var ada = cloud.as("ada");
    ada.provision("nginx");

    var answer = invokeBehindSam(cloud, ada.token());

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("body").asText()).contains("nginx");
  }

  @Test
  void letsNobodyThroughWhoseTokenIsForged(RunningCloud cloud) throws Exception {
    var token = cloud.as("ada").token();
    var signature = token.lastIndexOf('.') + 1;
    var forged =
        token.substring(0, signature) + token.substring(signature).toLowerCase(Locale.ROOT);

    assertThat(invokeBehindSam(cloud, forged).path("statusCode").asInt()).isEqualTo(401);
  }

  /** As {@code sam local start-api} passes a request on: with its headers and no claims. */
  private static JsonNode invokeBehindSam(RunningCloud cloud, String token) throws Exception {
    var event =
        Json.mapper()
            .readValue(
                Path.of("../samples/events/list-executions.json").toFile(), ObjectNode.class);
    event.withObject("/requestContext").remove("authorizer");
    event.withObject("/headers").put("Authorization", "Bearer " + token);
    var environment = LambdaRuntime.environment(cloud);
    environment.put("AWS_SAM_LOCAL", "true");
    try (var lambda = LambdaRuntime.start(CloudFunction.LIST_EXECUTIONS, environment)) {
      return Json.mapper().readTree(lambda.invoke(event.toString()));
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
