package io.cloudapp.tests.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The API as a script uses it: plain HTTP, one person's token. */
public final class Api {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** One answer; {@code body} is a missing node where there is none. */
  public record Answer(int status, Map<String, String> headers, JsonNode body) {

    public String problem() {
      return body.path("type").asText().replace("urn:cloudapp:problem:", "");
    }
  }

  private final URI base;
  private final String token;

  private Api(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  public static Api anonymous(URI base) {
    return new Api(base, "");
  }

  public Api withToken(String newToken) {
    return new Api(base, newToken);
  }

  public String token() {
    return token;
  }

  public Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  public Answer post(String path, Object body) {
    return send("POST", path, text(body), Map.of());
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, text(body), Map.of());
  }

  public Answer delete(String path) {
    return send("DELETE", path, "", Map.of());
  }

  /** Asks for an instance under a key of its own. */
  public Answer provision(String configuration) {
    return provision(configuration, UUID.randomUUID().toString());
  }

  public Answer provision(String configuration, String idempotencyKey) {
    return submit(
        object().put("kind", "provision").put("configuration", configuration), idempotencyKey);
  }

  public Answer stop(String instanceId) {
    return submit(
        object().put("kind", "stop").put("instanceId", instanceId), UUID.randomUUID().toString());
  }

  public Answer forceStop(String instanceId, String reason) {
    return submit(
        object()
            .put("kind", "stop")
            .put("instanceId", instanceId)
            .put("force", true)
            .put("reason", reason),
        UUID.randomUUID().toString());
  }

  public Answer submit(ObjectNode request, String idempotencyKey) {
    return send("POST", "/executions", text(request), Map.of("Idempotency-Key", idempotencyKey));
  }

  /**
   * Waits for the end of an execution.
   *
   * @throws AssertionError when it has none within a minute, or the API refuses to tell
   */
  public JsonNode finished(String executionId) {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      var answer = get("/executions/" + executionId + "?wait=20");
      if (answer.status() / 100 == 4) {
        throw new AssertionError("Refused: " + answer.body());
      }
      var execution = answer.body();
      var state = execution.path("state").asText();
      if (state.equals("SUCCEEDED") || state.equals("FAILED")) {
        return execution;
      }
    }
    throw new AssertionError("No end: " + get("/executions/" + executionId).body());
  }

  public Answer send(String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::setHeader);
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var answered = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      response.headers().map().forEach((name, values) -> answered.put(name, values.getFirst()));
      return new Answer(response.statusCode(), answered, Json.mapper().readTree(response.body()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  public static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static String text(Object body) {
    try {
      return body instanceof String text ? text : Json.mapper().writeValueAsString(body);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
