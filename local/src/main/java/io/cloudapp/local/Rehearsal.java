package io.cloudapp.local;

import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/**
 * One provision from sign-in to success, so that the JVM's ahead-of-time cache, which is recorded
 * meanwhile, knows what a first request needs.
 */
final class Rehearsal {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Addresses addresses;

  Rehearsal(Addresses addresses) {
    this.addresses = addresses;
  }

  void run() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(addresses.web()));
    var person = addresses.people().getFirst();
    var signIn =
        Json.mapper()
            .createObjectNode()
            .put("username", person.username())
            .put("password", person.password())
            .put("client", "web");
    var tokens = post("/sessions", signIn.toString(), "");
    var token = Json.mapper().readTree(tokens).path("accessToken").asText();
    var accepted =
        post("/executions", "{\"kind\":\"provision\",\"configuration\":\"amazon-linux\"}", token);
    var id = Json.mapper().readTree(accepted).path("id").asText();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var execution = get("/executions/" + id + "?wait=5", token);
      if (Json.mapper().readTree(execution).path("state").asText().equals("SUCCEEDED")) {
        get("/instances/" + id, token);
        get("/configurations", token);
        get("/profile", token);
        return;
      }
    }
    throw new IOException("The rehearsal's instance did not come up");
  }

  private String get(String path, String token) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token));
  }

  private String post(String path, String body, String token)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body)));
  }

  private URI address(String path) {
    return addresses.api().resolve(path);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString())
        .body();
  }
}
