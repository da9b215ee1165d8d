package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API makes of repeated, racing, malformed and forbidden requests. */
@ExtendWith(SharedCloud.class)
final class RequestsIT {

  @Test
  void answersTheSameExecutionToTheSameKey(RunningCloud cloud) {
    var person = cloud.someone();
    var first = person.provision("nginx", "one-key");
    var second = person.provision("nginx", "one-key");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
    person.finished(first.body().path("id").asText());
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherRequest(RunningCloud cloud) {
    var person = cloud.someone();
    var first = person.provision("nginx", "another-key");
    var second = person.provision("jupyter", "another-key");

    assertThat(second.status()).isEqualTo(422);
    assertThat(second.problem()).isEqualTo("idempotency-key-reused");
    person.finished(first.body().path("id").asText());
  }

  @Test
  void makesOneInstanceOfTwentyRacingRequestsWithOneKey(RunningCloud cloud) throws Exception {
    var person = cloud.someone();

    var answers = atOnce(20, () -> person.provision("nginx", "racing"));

    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
    assertThat(answers)
        .extracting(answer -> answer.body().path("id").asText())
        .containsOnly(answers.getFirst().body().path("id").asText());
    var id = answers.getFirst().body().path("id").asText();
    person.finished(id);
    assertThat(cloud.cloud().livingInstances(id)).hasSize(1);
  }

  @Test
  void neverExceedsTheQuotaHoweverManyRequestsRace(RunningCloud cloud) throws Exception {
    var person = cloud.someone();
    var quota = person.get("/profile").body().path("quota").asInt();

    var answers = atOnce(quota + 7, () -> person.provision("nginx"));

    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(quota);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 202)
        .hasSize(7)
        .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("quota-reached"));
    for (var answer : answers) {
      if (answer.status() == 202) {
        person.finished(answer.body().path("id").asText());
      }
    }
  }

  @Test
  void hidesTheInstancesAndExecutionsOfOthers(RunningCloud cloud) {
    var owner = cloud.someone();
    var stranger = cloud.someone();
    var id = owner.provision("nginx").body().path("id").asText();
    owner.finished(id);

    assertThat(stranger.get("/instances/" + id).status()).isEqualTo(404);
    assertThat(stranger.get("/executions/" + id).status()).isEqualTo(404);
    assertThat(stranger.post("/instances/" + id + "/login", "").status()).isEqualTo(404);
    assertThat(stranger.stop(id).status()).isEqualTo(404);
    assertThat(stranger.get("/instances").body().path("items")).isEmpty();
    assertThat(stranger.get("/executions").body().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /instances",
    "GET, /executions",
    "POST, /executions",
    "GET, /configurations",
    "DELETE, /sessions",
    "GET, /profile"
  })
  void letsNobodyInWithoutAToken(String method, String path, RunningCloud cloud) {
    var answer = cloud.anonymous().send(method, path, "{}", Map.of());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.problem()).isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not-a-token",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiIsImV4cCI6OTk5OTk5OTk5OX0.AAAA"
      })
  void letsNobodyInWithAForeignToken(String token, RunningCloud cloud) {
    assertThat(cloud.anonymous().withToken(token).get("/instances").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /instances",
    "GET, /instances/some/boot",
    "PUT, /instances/some/login",
    "POST, /instances/some/usage",
    "DELETE, /instances/some"
  })
  void keepsTheWorkflowRoutesForSignedCallers(String method, String path, RunningCloud cloud) {
    var person = cloud.someone();

    assertThat(person.send(method, path, "{}", Map.of()).status()).isEqualTo(403);
    assertThat(
            cloud
                .anonymous()
                .send(method, path, "{}", Map.of("x-cloudapp-caller", "workflow"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void keepsTheAdminRoutesForTheSecondFactor(RunningCloud cloud) {
    var answer = cloud.someone().post("/configurations", "{}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("second-factor-needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"kind\":\"provision\"} trailing"})
  void refusesMalformedJson(String body, RunningCloud cloud) {
    var answer =
        cloud.someone().send("POST", "/executions", body, Map.of("Idempotency-Key", "malformed"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed-request");
  }

  @Test
  void refusesABodyBeyond64KiB(RunningCloud cloud) {
    var request = Api.object().put("kind", "provision").put("configuration", "x".repeat(70_000));

    var answer = cloud.someone().submit(request, "large");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.problem()).isEqualTo("body-too-large");
  }

  @Test
  void refusesAnUnknownConfiguration(RunningCloud cloud) {
    var answer = cloud.someone().provision("no-such-configuration");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("unknown-configuration");
  }

  @Test
  void refusesADisabledConfiguration(RunningCloud cloud) throws Exception {
    var sample = Path.of("..", "samples", "configurations", "amazon-linux.json");
    var configuration = Json.mapper().readValue(sample.toFile(), ObjectNode.class);
    configuration.put("name", "switched-off").put("enabled", false).put("publish", true);
    assertThat(cloud.admin().post("/configurations", configuration).status()).isEqualTo(201);

    var answer = cloud.someone().provision("switched-off");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("configuration-disabled");
  }

  @Test
  void refusesARequestWithoutAKey(RunningCloud cloud) {
    var answer =
        cloud
            .someone()
            .post(
                "/executions", Api.object().put("kind", "provision").put("configuration", "nginx"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors").path(0).path("field").asText())
        .isEqualTo("Idempotency-Key");
  }

  @Test
  void endsASessionOnTheServer(RunningCloud cloud) {
    var person = cloud.someone();
    assertThat(person.get("/instances").status()).isEqualTo(200);

    assertThat(person.delete("/sessions").status()).isEqualTo(204);

    assertThat(person.get("/instances").status()).isEqualTo(401);
    assertThat(person.get("/executions").status()).isEqualTo(401);
    assertThat(person.get("/configurations").status()).isEqualTo(401);
  }

  @Test
  void prolongsNoSessionThatHasEnded(RunningCloud cloud) {
    var person = cloud.newPerson();
    var signedIn =
        cloud
            .anonymous()
            .post(
                "/sessions",
                Api.object().put("username", person.username()).put("password", person.password()))
            .body();
    var refresh = Api.object().put("refreshToken", signedIn.path("refreshToken").asText());
    assertThat(cloud.anonymous().post("/sessions/refresh", refresh).status()).isEqualTo(200);

    cloud.anonymous().withToken(signedIn.path("accessToken").asText()).delete("/sessions");

    var answer = cloud.anonymous().post("/sessions/refresh", refresh);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("authentication-error");
  }

  private static List<Api.Answer> atOnce(int count, Callable<Api.Answer> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Api.Answer>();
      for (var future : threads.invokeAll(IntStream.range(0, count).mapToObj(_ -> call).toList())) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
