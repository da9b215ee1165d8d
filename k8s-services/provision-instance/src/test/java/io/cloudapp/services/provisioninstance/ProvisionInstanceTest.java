package io.cloudapp.services.provisioninstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.audit.Refusals;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.instance.ChangeLifetime;
import io.cloudapp.logic.instance.ChangeSchedule;
import io.cloudapp.logic.instance.InstanceFilter;
import io.cloudapp.logic.instance.LaunchInstance;
import io.cloudapp.logic.instance.LaunchInstance.Launched;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.PublishLogin;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.instance.ReadBoot.Boot;
import io.cloudapp.logic.instance.ReadInstances;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.instance.TerminateInstance.Ended;
import io.cloudapp.logic.login.EndedSessions;
import io.cloudapp.logic.usage.RecordUsage;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvisionInstanceTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, String> WORKFLOW = Map.of(GatewayHeader.CALLER, "workflow");
  private static final Map<String, String> PERSON =
      Map.of(
          GatewayHeader.USER, "user-1",
          GatewayHeader.USERNAME, "ada",
          GatewayHeader.ROLE, "USER",
          GatewayHeader.SESSION, "session-1");
  private static final Caller CALLER = new Caller("user-1", "ada", Role.USER, "session-1");

  private static final EmbeddedServer SERVER =
      Application.builder()
          .properties(Map.of("micronaut.server.port", -1, "test.use-cases", true))
          .start()
          .getBean(EmbeddedServer.class)
          .start();

  private final LaunchInstance launch = bean(LaunchInstance.class);
  private final ReadBoot boot = bean(ReadBoot.class);
  private final PublishLogin publish = bean(PublishLogin.class);
  private final RecordUsage usage = bean(RecordUsage.class);
  private final TerminateInstance terminate = bean(TerminateInstance.class);
  private final ReadInstances instances = bean(ReadInstances.class);

  @BeforeEach
  void forget() {
    reset(launch, boot, publish, usage, terminate, instances);
  }

  @AfterAll
  static void stop() {
    SERVER.getApplicationContext().close();
  }

  @Test
  void launchesForAWorkflow() {
    when(launch.launch("e-1", 1))
        .thenReturn(Outcome.done(new Launched("e-1", "i-1", InstanceState.PENDING)));

    var answer = send("POST", "/instances", WORKFLOW, "{\"executionId\":\"e-1\",\"attempt\":0}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .hasToString("{\"instanceId\":\"e-1\",\"ec2InstanceId\":\"i-1\",\"state\":\"PENDING\"}");
  }

  @Test
  void answersARefusedLaunchWithItsProblem() {
    when(launch.launch("e-1", 1))
        .thenReturn(Outcome.refused(ProblemType.NO_CAPACITY, "There is no room."));

    assertProblem(
        send("POST", "/instances", WORKFLOW, "{\"executionId\":\"e-1\"}"), 409, "no-capacity");
  }

  @Test
  void asksForARepeatWhenADependencyDoesNotAnswer() {
    when(launch.launch("e-1", 1))
        .thenThrow(new Unavailable("EC2", new IllegalStateException("timed out")));

    assertProblem(
        send("POST", "/instances", WORKFLOW, "{\"executionId\":\"e-1\"}"), 503, "try-later");
  }

  @Test
  void refusesALaunchThatNamesNoExecution() {
    assertProblem(send("POST", "/instances", WORKFLOW, "{}"), 422, "invalid-field");
  }

  @Test
  void refusesAPersonWhoActsAsAWorkflow() {
    assertProblem(
        send("POST", "/instances", PERSON, "{\"executionId\":\"e-1\"}"), 403, "forbidden");
    assertProblem(send("DELETE", "/instances/e-1?execution=e-1", PERSON, ""), 403, "forbidden");
    assertProblem(send("GET", "/instances/e-1/boot", PERSON, ""), 403, "forbidden");
  }

  @Test
  void tellsWhereABootStands() {
    when(boot.read("e-1", Optional.of("e-2")))
        .thenReturn(Outcome.done(new Boot(InstanceState.RUNNING, true, false)));

    var answer = send("GET", "/instances/e-1/boot?execution=e-2", WORKFLOW, "");

    assertThat(json(answer)).hasToString("{\"state\":\"RUNNING\",\"running\":true,\"gone\":false}");
  }

  @Test
  void publishesTheLogin() {
    when(publish.publish("e-1")).thenReturn(Outcome.done(new PublishLogin.Published("e-1")));

    var answer = send("PUT", "/instances/e-1/login", WORKFLOW, "{\"executionId\":\"e-1\"}");

    assertThat(json(answer)).hasToString("{\"reference\":\"e-1\"}");
  }

  @Test
  void recordsUsage() {
    when(usage.record("e-1", "e-1", RecordUsage.Result.SUCCEEDED)).thenReturn(true);
    var good = "{\"executionId\":\"e-1\",\"outcome\":\"SUCCEEDED\"}";
    var bad = "{\"executionId\":\"e-1\",\"outcome\":\"MAYBE\"}";
    var unknown = "{\"executionId\":\"e-2\",\"outcome\":\"FAILED\"}";

    assertThat(send("POST", "/instances/e-1/usage", WORKFLOW, good).statusCode()).isEqualTo(204);
    assertProblem(send("POST", "/instances/e-1/usage", WORKFLOW, bad), 422, "invalid-field");
    assertProblem(send("POST", "/instances/e-1/usage", WORKFLOW, unknown), 404, "not-found");
  }

  @Test
  void endsAnInstanceForAnExecution() {
    when(terminate.terminate("e-1", "e-2"))
        .thenReturn(Outcome.done(new Ended(InstanceState.STOPPING, false, false)));

    var answer = send("DELETE", "/instances/e-1?execution=e-2", WORKFLOW, "");

    assertThat(json(answer))
        .hasToString("{\"state\":\"STOPPING\",\"gone\":false,\"undone\":false}");
    assertProblem(send("DELETE", "/instances/e-1", WORKFLOW, ""), 422, "invalid-field");
  }

  @Test
  void listsTheInstancesOfAPerson() {
    when(instances.list(CALLER, InstanceFilter.none(), Optional.of("e-0"), 2))
        .thenReturn(new Page<>(List.of(instance()), Optional.of("e-1")));

    var answer = json(send("GET", "/instances?after=e-0&limit=2", PERSON, ""));

    assertThat(answer.get("next").asText()).isEqualTo("e-1");
    assertThat(answer.get("items").get(0).get("expiresAt").asText())
        .isEqualTo("2026-11-21T20:00:00Z");
    assertThat(answer.get("items").get(0).get("ec2InstanceId").isNull()).isTrue();
  }

  @Test
  void refusesALimitThatIsNoneOfOurs() {
    for (var limit : List.of("0", "201", "x", "-1", "99999999999")) {
      assertProblem(send("GET", "/instances?limit=" + limit, PERSON, ""), 422, "invalid-field");
    }
  }

  @Test
  void hidesWhatIsNotThePersons() {
    when(instances.find(any(), any())).thenReturn(Optional.empty());

    assertProblem(send("GET", "/instances/e-9", PERSON, ""), 404, "not-found");
  }

  @Test
  void showsAPersonTheirInstance() {
    when(instances.find(CALLER, "e-1")).thenReturn(Optional.of(instance()));

    var answer = json(send("GET", "/instances/e-1", PERSON, ""));

    assertThat(answer.get("state").asText()).isEqualTo("PENDING");
    assertThat(answer.get("loginAvailable").asBoolean(true)).isFalse();
  }

  private static Instance instance() {
    return new Instance(
        "e-1",
        Optional.empty(),
        "ada",
        "nginx",
        1,
        InstanceState.PENDING,
        Optional.empty(),
        "ec2-user",
        false,
        Instant.parse("2026-11-21T12:00:00Z"),
        Optional.empty(),
        Instant.parse("2026-11-21T20:00:00Z"),
        "",
        false);
  }

  private static <T> T bean(Class<T> type) {
    return SERVER.getApplicationContext().getBean(type);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("type").asText()).isEqualTo("urn:cloudapp:problem:" + slug);
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
        HttpRequest.newBuilder(URI.create(SERVER.getURI() + path))
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  @Factory
  @Requires(property = "test.use-cases")
  static final class UseCases {

    @Singleton
    @Replaces(LaunchInstance.class)
    LaunchInstance launchInstance() {
      return mock(LaunchInstance.class);
    }

    @Singleton
    @Replaces(ReadBoot.class)
    ReadBoot readBoot() {
      return mock(ReadBoot.class);
    }

    @Singleton
    @Replaces(PublishLogin.class)
    PublishLogin publishLogin() {
      return mock(PublishLogin.class);
    }

    @Singleton
    @Replaces(RecordUsage.class)
    RecordUsage recordUsage() {
      return mock(RecordUsage.class);
    }

    @Singleton
    @Replaces(TerminateInstance.class)
    TerminateInstance terminateInstance() {
      return mock(TerminateInstance.class);
    }

    @Singleton
    @Replaces(ChangeLifetime.class)
    ChangeLifetime changeLifetime() {
      return mock(ChangeLifetime.class);
    }

    @Singleton
    @Replaces(ChangeSchedule.class)
    ChangeSchedule changeSchedule() {
      return mock(ChangeSchedule.class);
    }

    @Singleton
    @Replaces(ReadInstances.class)
    ReadInstances readInstances() {
      return mock(ReadInstances.class);
    }

    @Singleton
    @Replaces(Refusals.class)
    Refusals refusals() {
      return mock(Refusals.class);
    }

    @Singleton
    @Replaces(EndedSessions.class)
    EndedSessions endedSessions() {
      return mock(EndedSessions.class);
    }
  }
}
