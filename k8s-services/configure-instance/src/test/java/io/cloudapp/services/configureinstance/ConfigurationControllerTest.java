package io.cloudapp.services.configureinstance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.database.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConfigurationControllerTest {

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
    answer.remove(List.of("version", "changedAt"));
    assertThat(answer.equals(sample)).as(answer.toString()).isTrue();
  }

  @Test
  void letsAdminsCreateChangeDisableAndDelete() throws IOException {
    var sent = Json.mapper().readValue(Files.readString(sample("nginx")), ObjectNode.class);
    sent.put("name", "proxy");

    var created = send("POST", "/configurations", "ADMIN", sent.toString());
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("location")).contains("/configurations/proxy");

    sent.put("version", 1).put("enabled", false);
    assertThat(send("PUT", "/configurations/proxy", "ADMIN", sent.toString()).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/configurations/proxy", "USER", "").statusCode()).isEqualTo(404);

    var late = send("PUT", "/configurations/proxy", "ADMIN", sent.toString());
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("type").asText()).isEqualTo("urn:cloudapp:problem:conflict");

    assertThat(send("DELETE", "/configurations/proxy", "ADMIN", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/configurations/proxy", "ADMIN", "").statusCode()).isEqualTo(404);
  }

  @Test
  void namesEveryFieldAtFault() {
    var answer = send("POST", "/configurations", "ADMIN", "{\"name\": \"Proxy\", \"disk\": 8}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("errors").findValuesAsText("field"))
        .contains("name", "disk", "ami", "instanceType", "maximumLifetimeHours");
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
