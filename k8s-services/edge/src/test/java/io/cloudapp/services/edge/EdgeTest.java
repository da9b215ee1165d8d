package io.cloudapp.services.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.Refusals;
import io.cloudapp.logic.login.EndedSessions;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EdgeTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, String> PERSON =
      Map.of(
          GatewayHeader.USER, "user-1",
          GatewayHeader.USERNAME, "ada",
          GatewayHeader.ROLE, "USER",
          GatewayHeader.SESSION, "session-1",
          GatewayHeader.REQUEST, "request-1");
  private static final Map<String, String> WORKFLOW = Map.of(GatewayHeader.CALLER, "workflow");

  private static EmbeddedServer server;

  @BeforeAll
  static void start() {
    var context =
        ServiceEdge.builder("edge-test").properties(Map.of("micronaut.server.port", -1)).start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  @AfterAll
  static void stop() {
    server.getApplicationContext().close();
  }

  @Test
  void handsTheControllerTheCallerOfTheGateway() {
    var answer = send("GET", "/instances", PERSON, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("name").asText()).isEqualTo("ada");
    assertThat(json(answer).get("at").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json(answer).get("nothing").isNull()).isTrue();
  }

  @Test
  void refusesAPersonWithoutGatewayHeaders() {
    assertProblem(send("GET", "/instances", Map.of(), ""), 401, "unauthenticated");
  }

  @Test
  void refusesAnEndedSession() {
    var headers = new HashMap<>(PERSON);
    headers.put(GatewayHeader.SESSION, "ended");

    assertProblem(send("GET", "/instances", headers, ""), 401, "unauthenticated");
  }

  @Test
  void refusesAPersonOnAWorkflowsRoute() {
    assertProblem(send("POST", "/instances", PERSON, "{}"), 403, "forbidden");
  }

  @Test
  void refusesAnyoneWithoutTheAdminRoleOnAnAdminsRoute() {
    assertProblem(send("DELETE", "/configurations/nginx", PERSON, ""), 403, "second-factor-needed");
  }

  @Test
  void refusesARouteThatIsNotInTheTable() {
    assertProblem(send("GET", "/not-in-the-table", PERSON, ""), 404, "not-found");
    assertProblem(send("GET", "/beans", PERSON, ""), 404, "not-found");
    assertProblem(send("PUT", "/instances", PERSON, "{}"), 405, "method-not-allowed");
  }

  @Test
  void refusesTheCharacterNul() {
    assertProblem(send("GET", "/instances/a%00b", PERSON, ""), 404, "not-found");
    assertProblem(send("GET", "/instances?after=a%00b", PERSON, ""), 422, "invalid-field");
  }

  @Test
  void refusesWhatIsNotJsonOfTheDocumentedShape() {
    assertProblem(send("POST", "/instances", WORKFLOW, "{"), 400, "malformed-request");
    assertProblem(send("POST", "/instances", WORKFLOW, "[]"), 400, "malformed-request");
    assertProblem(
        send("POST", "/instances", WORKFLOW, "{\"attempt\":\"x\"}"), 400, "malformed-request");
    assertProblem(send("POST", "/instances", WORKFLOW, ""), 400, "malformed-request");
  }

  @Test
  void refusesAnotherMediaType() {
    var headers = Map.of(GatewayHeader.CALLER, "workflow", "content-type", "text/plain");

    assertProblem(send("POST", "/instances", headers, "hello"), 415, "malformed-request");
  }

  @Test
  void refusesABodyBeyondTheLimit() {
    var body = "{\"text\":\"" + "x".repeat(64 * 1024) + "\"}";

    assertProblem(send("POST", "/instances", WORKFLOW, body), 413, "body-too-large");
  }

  @Test
  void tellsNothingOfAnUnexpectedFailureButAReference() {
    var answer = send("GET", "/instances/broken", PERSON, "");

    assertProblem(answer, 500, "internal-error");
    assertThat(json(answer).get("reference").asText()).isEqualTo("request-1");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void answersARefusalWithItsProblem() {
    assertProblem(send("GET", "/instances/unknown", PERSON, ""), 404, "not-found");
  }

  @Test
  void handsOnWhoWasRefusedWhatForTheAuditLog() {
    var refusals = server.getApplicationContext().getBean(Refusals.class);
    reset(refusals);

    send("DELETE", "/configurations/nginx", PERSON, "");
    send("GET", "/instances/unknown", PERSON, "");
    send("GET", "/instances", PERSON, "");

    verify(refusals)
        .note(
            argThat(caller -> caller.username().equals("ada")),
            eq(Route.DELETE_CONFIGURATION),
            eq("configuration/nginx"),
            argThat(problem -> problem.type().equals(ProblemType.SECOND_FACTOR_NEEDED.uri())));
    verify(refusals)
        .note(
            any(),
            eq(Route.READ_INSTANCE),
            eq("instance/unknown"),
            argThat(problem -> problem.type().equals(ProblemType.NOT_FOUND.uri())));
    verifyNoMoreInteractions(refusals);
  }

  @Test
  void handsOnTheRequestsOfAnEndedSession() {
    var refusals = server.getApplicationContext().getBean(Refusals.class);
    reset(refusals);
    var headers = new HashMap<>(PERSON);
    headers.put(GatewayHeader.SESSION, "ended");

    send("GET", "/instances", headers, "");

    verify(refusals)
        .note(
            any(),
            eq(Route.LIST_INSTANCES),
            eq(""),
            argThat(problem -> problem.type().equals(ProblemType.UNAUTHENTICATED.uri())));
  }

  @Test
  void saysThatItIsHealthyToAnyone() {
    var answer = send("GET", "/health", Map.of(), "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("status").asText()).isEqualTo("UP");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(answer).get("type").asText()).isEqualTo("urn:cloudapp:problem:" + slug);
    assertThat(json(answer).get("status").asInt()).isEqualTo(status);
    assertThat(json(answer).get("detail").asText()).isNotBlank();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException notJson) {
      throw new AssertionError(answer.body(), notJson);
    }
  }

  private static HttpResponse<String> send(
      String method, String path, Map<String, String> headers, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty() && !headers.containsKey("content-type")) {
      request.header("content-type", "application/json");
    }
    headers.forEach(request::header);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  record Greeting(String name, Instant at, Optional<String> nothing) {}

  record Order(int attempt) {}

  @Controller
  @Requires(env = "edge-test")
  @ExecuteOn(TaskExecutors.BLOCKING)
  static class Greetings {

    @Get("/instances")
    Greeting greet(Caller caller) {
      return new Greeting(
          caller.username(), Instant.parse("2026-01-02T03:04:05Z"), Optional.empty());
    }

    @Get("/instances/{id}")
    Greeting read(String id) {
      if (id.equals("broken")) {
        throw new IllegalStateException("a secret detail");
      }
      throw Refusal.of(ProblemType.NOT_FOUND, "There is no such instance.");
    }

    @Post("/instances")
    Order order(@Body Order order) {
      return order;
    }

    @Delete("/configurations/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) {}

    @Get("/not-in-the-table")
    String hidden() {
      return "hidden";
    }
  }

  @Factory
  @Requires(env = "edge-test")
  static class Doubles {

    @Singleton
    @Replaces(Refusals.class)
    Refusals refusals() {
      return mock(Refusals.class);
    }

    @Singleton
    @Replaces(EndedSessions.class)
    EndedSessions endedSessions() {
      var endedSessions = mock(EndedSessions.class);
      when(endedSessions.refusal(
              argThat(caller -> caller != null && caller.sessionId().equals("ended")), any()))
          .thenReturn(Optional.of(Problem.of(ProblemType.UNAUTHENTICATED, "Ended.")));
      return endedSessions;
    }
  }
}
