package io.cloudapp.services.configureinstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.Image;
import io.cloudapp.logic.database.Database;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationControllerTest {

  /** EC2 and Systems Manager, as far as a configuration asks them. */
  @Factory
  static final class Aws {

    @Singleton
    @Replaces(Compute.class)
    Compute compute() {
      Compute compute = mock();
      when(compute.findImage(anyString())).thenReturn(Optional.of(new Image("ami-1", "/dev/xvda")));
      when(compute.findImage("/aws/service/unknown/image")).thenReturn(Optional.empty());
      return compute;
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static EmbeddedPostgres postgres;
  private static EmbeddedServer server;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    Database.migrate(postgres.getPostgresDatabase());
    var context =
        Application.builder()
            .properties(
                Map.of(
                    "micronaut.server.port",
                    -1,
                    "cloudapp.aws.region",
                    "eu-west-1",
                    "cloudapp.database.url",
                    postgres.getJdbcUrl("postgres", "postgres"),
                    "cloudapp.database.username",
                    "postgres"))
            .start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.getApplicationContext().close();
    postgres.close();
  }

  @Test
  void showsUsersTheSeededConfigurations() {
    var answer = send("GET", "/configurations?limit=2", "USER", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("items").findValuesAsText("name"))
        .containsExactly("amazon-linux", "docker-host");
    assertThat(json(answer).path("next").asText()).isEqualTo("docker-host");
    assertThat(
            json(send("GET", "/configurations?after=docker-host", "USER", ""))
                .path("items")
                .findValuesAsText("name"))
        .startsWith("jupyter")
        .contains("nginx");
  }

  @Test
  void showsOneConfigurationAsTheSampleHasIt() throws IOException {
    var answer = (ObjectNode) json(send("GET", "/configurations/jupyter", "USER", ""));
    var sample = Json.mapper().readTree(Files.readString(sample("jupyter")));

    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.at("/disk/encrypted").asBoolean()).isTrue();
    ((ObjectNode) answer.get("disk")).remove("encrypted");
    sample
        .fieldNames()
        .forEachRemaining(
            name -> assertThat(answer.get(name)).as(name).isEqualTo(sample.get(name)));
  }

  @Test
  void saysWhatAnInstanceCostsPerHourAndDay() {
    var price = json(send("GET", "/configurations/nginx", "USER", "")).get("price");

    assertThat(price.path("perHour").decimalValue()).isEqualByComparingTo("0.012364");
    assertThat(price.path("perDay").decimalValue()).isEqualByComparingTo("0.2967");
    assertThat(price.path("currency").asText()).isEqualTo("USD");
  }

  @Test
  void letsAdminsCreateChangePublishDisableAndDelete() throws IOException {
    var sent = Json.mapper().readValue(Files.readString(sample("nginx")), ObjectNode.class);
    sent.put("name", "proxy");

    var created = send("POST", "/configurations", "ADMIN", sent.toString());
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("location")).contains("/configurations/proxy");
    assertThat(send("GET", "/configurations/proxy", "USER", "").statusCode()).isEqualTo(404);

    sent.put("version", 1).put("instanceType", "t3.small");
    assertThat(send("PUT", "/configurations/proxy", "ADMIN", sent.toString()).statusCode())
        .isEqualTo(200);
    var late = send("PUT", "/configurations/proxy", "ADMIN", sent.toString());
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("type").asText()).isEqualTo("urn:cloudapp:problem:conflict");

    assertThat(
            json(send("POST", "/configurations/proxy/publish", "ADMIN", "{\"version\": 2}"))
                .path("currentVersion")
                .asInt())
        .isEqualTo(2);
    assertThat(json(send("GET", "/configurations/proxy", "USER", "")).path("instanceType").asText())
        .isEqualTo("t3.small");
    var rollBack = "{\"version\": 1, \"latestVersion\": 2}";
    assertThat(
            json(send("POST", "/configurations/proxy/roll-back", "ADMIN", rollBack))
                .path("version")
                .asInt())
        .isEqualTo(3);
    assertThat(
            json(send("GET", "/configurations/proxy/versions?limit=2", "ADMIN", ""))
                .path("items")
                .findValuesAsText("version"))
        .containsExactly("3", "2");
    assertThat(
            json(send("GET", "/configurations/proxy/versions?after=2", "ADMIN", ""))
                .path("items")
                .findValuesAsText("version"))
        .containsExactly("1");
    assertThat(
            json(send("GET", "/configurations/proxy/versions/2", "ADMIN", ""))
                .path("instanceType")
                .asText())
        .isEqualTo("t3.small");

    assertThat(
            send("PUT", "/configurations/proxy/enabled", "ADMIN", "{\"enabled\": false}")
                .statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/configurations/proxy", "USER", "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/configurations/proxy", "ADMIN", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/configurations/proxy", "ADMIN", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/configurations/proxy/versions", "ADMIN", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void putsADraftAside() throws IOException {
    var sent = Json.mapper().readValue(Files.readString(sample("nginx")), ObjectNode.class);
    sent.put("name", "put-aside").put("publish", true);
    send("POST", "/configurations", "ADMIN", sent.toString());
    sent.put("version", 1).put("publish", false).put("instanceType", "t3.small");
    send("PUT", "/configurations/put-aside", "ADMIN", sent.toString());

    assertThat(send("DELETE", "/configurations/put-aside/draft", "ADMIN", "").statusCode())
        .isEqualTo(422);
    assertThat(
            send("DELETE", "/configurations/put-aside/draft?version=7", "ADMIN", "").statusCode())
        .isEqualTo(409);
    var answer = json(send("DELETE", "/configurations/put-aside/draft?version=2", "ADMIN", ""));
    assertThat(answer.path("draftVersion").isNull()).isTrue();
    assertThat(answer.path("latestVersion").asInt()).isEqualTo(2);
  }

  @Test
  void previewsTheUserDataAndThePriceWithoutKeepingAnything() throws IOException {
    var sent = Json.mapper().readValue(Files.readString(sample("nginx")), ObjectNode.class);
    sent.put("name", "previewed");

    var preview = json(send("POST", "/configurations/preview", "ADMIN", sent.toString()));

    assertThat(preview.path("userData").asText()).startsWith("#cloud-config\n").contains("nginx");
    assertThat(preview.path("userDataBytes").asInt())
        .isEqualTo(preview.path("userData").asText().length());
    assertThat(preview.at("/price/perHour").decimalValue()).isEqualByComparingTo("0.012364");
    assertThat(send("GET", "/configurations/previewed", "ADMIN", "").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAnImageThatAwsDoesNotHave() throws IOException {
    var sent = Json.mapper().readValue(Files.readString(sample("nginx")), ObjectNode.class);
    sent.put("name", "imageless").put("ami", "/an/unknown/image");

    for (var path : List.of("/configurations", "/configurations/preview")) {
      var answer = send("POST", path, "ADMIN", sent.toString());
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(json(answer).path("errors").findValuesAsText("field")).containsExactly("ami");
    }
  }

  @Test
  void namesEveryFieldAtFault() {
    var answer = send("POST", "/configurations", "ADMIN", "{\"name\": \"Proxy\", \"disk\": 8}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("errors").findValuesAsText("field"))
        .contains("name", "disk", "ami", "instanceType", "maximumLifetimeHours");
  }

  /** What no field takes, whatever its rule, and what some take elsewhere. */
  private static final List<String> BAD_VALUES =
      List.of(
          "null",
          "7",
          "-1",
          "1e99",
          "true",
          "[]",
          "{}",
          "[null]",
          "\"\"",
          "\"<script>alert(1)</script>\"",
          "\"=HYPERLINK(1)\"",
          "\"../../etc/passwd\"",
          "\"'; drop table configurations; --\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"$(reboot)\"",
          "\"" + "x".repeat(20_000) + "\"");

  static Stream<Arguments> badFields() {
    return Stream.of(
            "/name",
            "/enabled",
            "/publish",
            "/description",
            "/ami",
            "/loginUser",
            "/instanceType",
            "/disk",
            "/disk/sizeGigabytes",
            "/disk/type",
            "/disk/encrypted",
            "/packages",
            "/packages/0",
            "/setupScript",
            "/ingress",
            "/ingress/0",
            "/ingress/0/port",
            "/ingress/0/cidr",
            "/ingress/0/description",
            "/maximumLifetimeHours",
            "/quotaPerUser",
            "/access",
            "/access/everyone",
            "/access/groups",
            "/tags",
            "/tags/team")
        .flatMap(field -> BAD_VALUES.stream().map(value -> Arguments.of(field, value)));
  }

  /** Where a value is good after all, the answer is what was asked for. */
  @ParameterizedTest
  @MethodSource("badFields")
  void answersEveryOddValueWithAMessageAndNeverFails(String field, String value)
      throws IOException {
    var sent = Json.mapper().readValue(Files.readString(sample("nginx")), ObjectNode.class);
    sent.put("name", "odd").putObject("tags").put("team", "web");
    sent.putObject("access").put("everyone", true).putArray("groups");
    var at = JsonPointer.compile(field);
    var parent = sent.at(at.head());
    if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), Json.mapper().readTree(value));
    } else {
      ((ObjectNode) parent).set(at.last().getMatchingProperty(), Json.mapper().readTree(value));
    }

    for (var path : List.of("/configurations/preview", "/configurations")) {
      var answer = send("POST", path, "ADMIN", sent.toString());

      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 422);
      if (answer.statusCode() == 422) {
        assertThat(json(answer).path("errors"))
            .isNotEmpty()
            .allSatisfy(
                error -> {
                  assertThat(error.path("field").asText()).startsWith(field.split("/")[1]);
                  assertThat(error.path("message").asText()).hasSizeBetween(15, 200);
                });
        assertThat(send("GET", "/configurations/odd", "ADMIN", "").statusCode()).isEqualTo(404);
      }
    }
    send("DELETE", "/configurations/odd", "ADMIN", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /configurations/nobody                  |                                   | 404
          GET    | /configurations/..%2F..%2Fetc           |                                   | 404
          GET    | /configurations/nginx%27--              |                                   | 404
          GET    | /configurations/nginx%00                |                                   | 404
          GET    | /configurations/nobody/versions         |                                   | 404
          GET    | /configurations/nginx/versions/99       |                                   | 404
          GET    | /configurations/nginx/versions/x        |                                   | 422
          GET    | /configurations/nginx/versions/0        |                                   | 422
          GET    | /configurations/nginx/versions?after=x  |                                   | 422
          GET    | /configurations/nginx/versions?limit=0  |                                   | 422
          PUT    | /configurations/nobody/enabled          | {"enabled": true}                 | 404
          PUT    | /configurations/nginx/enabled           | {"enabled": "yes"}                | 422
          PUT    | /configurations/nginx/enabled           | {}                                | 422
          PUT    | /configurations/nginx/enabled           | []                                | 400
          POST   | /configurations/nobody/publish          | {"version": 1}                    | 404
          POST   | /configurations/nginx/publish           | {"version": 1}                    | 409
          POST   | /configurations/nginx/publish           | {"version": -1}                   | 422
          POST   | /configurations/nginx/publish           | {"version": 99999999999}          | 422
          POST   | /configurations/nginx/publish           | {}                                | 422
          POST   | /configurations/nobody/roll-back        | {"version": 1,"latestVersion": 1} | 404
          POST   | /configurations/nginx/roll-back         | {"version": 9,"latestVersion": 1} | 422
          POST   | /configurations/nginx/roll-back         | {"version": 1,"latestVersion": 1} | 409
          POST   | /configurations/nginx/roll-back         | {"version": 1}                    | 422
          DELETE | /configurations/nobody/draft?version=1  |                                   | 404
          DELETE | /configurations/nginx/draft?version=1   |                                   | 409
          DELETE | /configurations/nginx/draft?version=%27 |                                   | 422
          DELETE | /configurations/nobody                  |                                   | 404
          """)
  void refusesWhatIsNotThereOrMakesNoSense(
      String method, String path, String body, int expectedStatus) {
    var answer = send(method, path, "ADMIN", body == null ? "" : body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expectedStatus);
    assertThat(json(answer).path("detail").asText()).isNotBlank();
    assertThat(
            json(send("GET", "/configurations/nginx", "ADMIN", "")).path("latestVersion").asInt())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /configurations/nginx/versions",
    "GET, /configurations/nginx/versions/1",
    "PUT, /configurations/nginx",
    "PUT, /configurations/nginx/enabled",
    "POST, /configurations/preview",
    "POST, /configurations/nginx/publish",
    "POST, /configurations/nginx/roll-back",
    "DELETE, /configurations/nginx/draft?version=1"
  })
  void keepsWhatIsForAdminsFromUsers(String method, String path) {
    assertThat(send(method, path, "USER", method.equals("GET") ? "" : "{}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void refusesChangesByUsers() {
    assertThat(send("DELETE", "/configurations/nginx", "USER", "").statusCode()).isEqualTo(403);
    assertThat(send("POST", "/configurations", "USER", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void refusesWhatIsNotAnObjectAndALimitOutOfRange() {
    assertThat(send("POST", "/configurations", "ADMIN", "[]").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/configurations", "ADMIN", "{").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/configurations", "ADMIN", "").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/configurations?limit=0", "USER", "").statusCode()).isEqualTo(422);
    assertThat(send("GET", "/configurations?limit=x", "USER", "").statusCode()).isEqualTo(422);
  }

  private static Path sample(String name) {
    return Path.of("../../samples/configurations", name + ".json");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException notJson) {
      throw new AssertionError(answer.body(), notJson);
    }
  }

  private static HttpResponse<String> send(String method, String path, String role, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .header(GatewayHeader.USER, "user-1")
            .header(GatewayHeader.USERNAME, "ada")
            .header(GatewayHeader.ROLE, role)
            .header(GatewayHeader.SESSION, "session-1")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}
