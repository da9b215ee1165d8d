package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.core.statistics.InstanceUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API as the web app sees it, for one user and one admin. */
final class FakeApi implements AutoCloseable {

  static final String PASSWORD = "correct horse";
  static final String TOTP = "123456";
  static final String WEB_TOKEN = "web-token";
  static final String ADMIN_TOKEN = "admin-token";
  static final String PRIVATE_KEY =
      "-----BEGIN OPENSSH PRIVATE KEY-----\n"
          + "c2VjcmV0LWtleS1ieXRlcw==\n"
          + "-----END OPENSSH PRIVATE KEY-----\n";

  final WireMockServer server = new WireMockServer(options().dynamicPort());

  FakeApi() {
    server.start();
    reset();
  }

  String url() {
    return server.baseUrl();
  }

  /** Everything as a new user with one running instance meets it. */
  void reset() {
    server.resetAll();
    answer(any(urlPathEqualTo("/nothing")).atPriority(9), json(404, "{}"));
    answer(
        request("POST", urlPathEqualTo("/sessions")).atPriority(5),
        problem(Samples.problem("authentication-error", 401, "")));
    signIn("web", tokens(WEB_TOKEN, 3600));
    signIn("admin", tokens(ADMIN_TOKEN, 900));
    answer(request("DELETE", urlPathEqualTo("/sessions")), aResponse().withStatus(204));
    answer(request("GET", urlPathEqualTo("/profile")), json(Samples.profile()));
    answer(
        request("GET", urlPathEqualTo("/configurations")),
        json(new Page<>(Samples.configurations(), Optional.empty())));
    instances(List.of(Samples.instance("01RUNNING")));
    executions(List.of(Samples.finished("01RUNNING")));
    statistics();
  }

  private void statistics() {
    answer(get("/stats/executions"), json(StatisticsSamples.executions()));
    answer(get("/stats/durations"), json(StatisticsSamples.durations()));
    answer(get("/stats/failures"), json(StatisticsSamples.failures()));
    answer(get("/stats/usage"), json(StatisticsSamples.usage(InstanceUsage.By.USER)));
    answer(get("/stats/active-users"), json(StatisticsSamples.activeUsers()));
  }

  static MappingBuilder get(String path) {
    return request("GET", urlPathEqualTo(path));
  }

  void signIn(String client, SignInAnswer answer) {
    var mapping =
        request("POST", urlPathEqualTo("/sessions"))
            .atPriority(3)
            .withRequestBody(matchingJsonPath("$.client", equalTo(client)))
            .withRequestBody(matchingJsonPath("$.password", equalTo(PASSWORD)));
    if (client.equals("admin")) {
      mapping.withRequestBody(matchingJsonPath("$.totp", equalTo(TOTP)));
    }
    answer(mapping, json(answer));
  }

  void instances(List<Instance> instances) {
    answer(
        request("GET", urlPathEqualTo("/instances")),
        json(new Page<>(instances, Optional.empty())));
    for (var instance : instances) {
      answer(request("GET", urlPathEqualTo("/instances/" + instance.id())), json(instance));
    }
  }

  void executions(List<Execution> executions) {
    answer(
        request("GET", urlPathEqualTo("/executions")),
        json(new Page<>(executions, Optional.empty())));
    for (var execution : executions) {
      answer(
          request("GET", urlPathEqualTo("/executions/" + execution.id())),
          json(execution).withHeader("ETag", "\"7\""));
    }
  }

  void accept(Execution execution) {
    answer(
        request("POST", urlPathEqualTo("/executions")),
        json(execution).withStatus(202).withHeader("Location", "/executions/" + execution.id()));
    answer(request("GET", urlPathEqualTo("/executions/" + execution.id())), json(execution));
  }

  void reveal(String id) {
    answer(
        request("POST", urlPathEqualTo("/instances/" + id + "/login")),
        json(new LoginDetails(
                "ec2-1.example.org",
                22,
                "ec2-user",
                "ssh -i key.pem ec2-user@ec2-1.example.org",
                Optional.of(PRIVATE_KEY)))
            .withHeader("Cache-Control", "no-store"));
  }

  void refuse(String method, String path, Problem problem) {
    answer(request(method, urlPathEqualTo(path)).atPriority(1), problem(problem));
  }

  void answer(MappingBuilder mapping, ResponseDefinitionBuilder response) {
    server.stubFor(mapping.willReturn(response));
  }

  static SignInAnswer tokens(String accessToken, int expiresIn) {
    return SignInAnswer.tokens(accessToken, "id-token", "refresh-token", expiresIn);
  }

  static ResponseDefinitionBuilder json(Object body) {
    return json(200, write(body));
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  static ResponseDefinitionBuilder problem(Problem problem) {
    return json(problem.status(), write(problem)).withHeader("Content-Type", Problem.MEDIA_TYPE);
  }

  static Map<String, String> secret() {
    return Map.of(
        "secret", "JBSWY3DPEHPK3PXP",
        "otpauthUri", "otpauth://totp/CloudApp:ada?secret=JBSWY3DPEHPK3PXP&issuer=CloudApp");
  }

  private static String write(Object body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
