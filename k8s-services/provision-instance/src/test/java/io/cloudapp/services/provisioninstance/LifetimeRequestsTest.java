package io.cloudapp.services.provisioninstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.instance.WeeklySchedule;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.instance.ChangeLifetime;
import io.cloudapp.logic.instance.ChangeSchedule;
import io.cloudapp.logic.instance.InstanceFilter;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.ReadInstances;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service takes and refuses of filters, extensions and schedules. */
class LifetimeRequestsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Caller CALLER = new Caller("user-1", "ada", Role.USER, "session-1");
  private static final Instant AT = Instant.parse("2026-11-30T18:00:00Z");
  private static final EmbeddedServer SERVER =
      Application.builder()
          .properties(Map.of("micronaut.server.port", -1, "test.use-cases", true))
          .start()
          .getBean(EmbeddedServer.class)
          .start();

  private final ChangeLifetime lifetime = bean(ChangeLifetime.class);
  private final ChangeSchedule schedule = bean(ChangeSchedule.class);
  private final ReadInstances instances = bean(ReadInstances.class);

  @BeforeEach
  void forget() {
    reset(lifetime, schedule, instances);
    when(instances.find(CALLER, "e-1")).thenReturn(Optional.of(instance()));
  }

  @AfterAll
  static void stop() {
    SERVER.getApplicationContext().close();
  }

  @Test
  void extendsALifetime() {
    when(lifetime.extend(CALLER, "e-1", AT)).thenReturn(Outcome.done(AT));

    var answer = send("POST", "/instances/e-1/lifetime", "{\"expiresAt\":\"" + AT + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("latestExpiryAt").asText()).isEqualTo(AT.toString());
  }

  @Test
  void answersWithTheScheduleAsItIsThen() {
    var weekly =
        new WeeklySchedule(
            Set.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
            LocalTime.of(18, 0),
            ZoneId.of("Europe/Berlin"));
    when(schedule.set(CALLER, "e-1", weekly)).thenReturn(Outcome.done(Optional.empty()));

    var answer =
        send(
            "PUT",
            "/instances/e-1/schedule",
            "{\"days\":[\"FRIDAY\",\"MONDAY\"],\"time\":\"18:00\",\"timeZone\":\"Europe/Berlin\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("schedule"))
        .hasToString(
            "{\"days\":[\"MONDAY\"],\"time\":\"18:00:00\",\"timeZone\":\"Europe/Berlin\","
                + "\"nextAt\":\"2026-11-30T18:00:00Z\",\"skippedAt\":null}");
  }

  @Test
  void removesASchedule() {
    when(schedule.remove(CALLER, "e-1")).thenReturn(Outcome.done(Optional.empty()));

    assertThat(send("DELETE", "/instances/e-1/schedule", "").statusCode()).isEqualTo(200);
  }

  @Test
  void leavesOutOneTimeAndTakesItBack() {
    when(schedule.skip(CALLER, "e-1", AT)).thenReturn(Outcome.done(Optional.empty()));
    when(schedule.keepAll(CALLER, "e-1")).thenReturn(Outcome.done(Optional.empty()));
    var path = "/instances/e-1/schedule/exception";

    assertThat(send("PUT", path, "{\"at\":\"" + AT + "\"}").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(200);
  }

  @Test
  void passesARefusalOn() {
    when(lifetime.extend(any(), any(), any()))
        .thenReturn(Outcome.refused(ProblemType.INSTANCE_ENDED, "It has ended."));

    assertProblem(
        send("POST", "/instances/e-1/lifetime", "{\"expiresAt\":\"" + AT + "\"}"),
        409,
        "instance-ended",
        "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|lifetime|expiresAt|{}",
        "POST|lifetime|expiresAt|{\"expiresAt\":null}",
        "POST|lifetime|expiresAt|{\"expiresAt\":\"\"}",
        "POST|lifetime|expiresAt|{\"expiresAt\":\"tomorrow\"}",
        "POST|lifetime|expiresAt|{\"expiresAt\":\"2026-11-30 18:00\"}",
        "POST|lifetime|expiresAt|{\"expiresAt\":\"2026-02-30T18:00:00Z\"}",
        "POST|lifetime|expiresAt|{\"expiresAt\":1796061600}",
        "POST|lifetime|expiresAt|{\"expiresAt\":[\"2026-11-30T18:00:00Z\"]}",
        "POST|lifetime|expiresAt|{\"expiresAt\":\"'; drop table instances; --\"}",
        "POST|lifetime|expiresAt|{\"expiresAt\":\"<script>alert(1)</script>\"}",
        "PUT|schedule/exception|at|{}",
        "PUT|schedule/exception|at|{\"at\":\"tonight\"}",
        "PUT|schedule/exception|at|{\"at\":{}}",
        "PUT|schedule|days|{\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":[],\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":\"MONDAY\",\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":{\"a\":\"MONDAY\"},\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":[\"monday\"],\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":[\"MONDAY\",\"\"],\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":[1],\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|days|{\"days\":[null],\"time\":\"18:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|time|{\"days\":[\"MONDAY\"],\"timeZone\":\"UTC\"}",
        "PUT|schedule|time|{\"days\":[\"MONDAY\"],\"time\":\"24:00\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|time|{\"days\":[\"MONDAY\"],\"time\":\"18:60\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|time|{\"days\":[\"MONDAY\"],\"time\":\"6pm\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|time|{\"days\":[\"MONDAY\"],\"time\":1800,\"timeZone\":\"UTC\"}",
        "PUT|schedule|time|{\"days\":[\"MONDAY\"],\"time\":\"18:00:00.1\",\"timeZone\":\"UTC\"}",
        "PUT|schedule|timeZone|{\"days\":[\"MONDAY\"],\"time\":\"18:00\"}",
        "PUT|schedule|timeZone|{\"days\":[\"MONDAY\"],\"time\":\"18:00\",\"timeZone\":\"Mars/Base\"}",
        "PUT|schedule|timeZone|{\"days\":[\"MONDAY\"],\"time\":\"18:00\",\"timeZone\":\"+25:00\"}",
        "PUT|schedule|timeZone|{\"days\":[\"MONDAY\"],\"time\":\"18:00\",\"timeZone\":\"../etc\"}",
        "PUT|schedule|timeZone|{\"days\":[\"MONDAY\"],\"time\":\"18:00\",\"timeZone\":\"\\u0000\"}",
        "PUT|schedule|timeZone|{\"days\":[\"MONDAY\"],\"time\":\"18:00\",\"timeZone\":\"=UTC()\"}"
      })
  void refusesAFieldThatCannotBeUsed(String method, String path, String field, String body) {
    assertProblem(send(method, "/instances/e-1/" + path, body), 422, "invalid-field", field);
    verifyNoInteractions(lifetime, schedule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"POST|lifetime|", "POST|lifetime|[]", "PUT|schedule|null", "PUT|schedule|\"x\""})
  void refusesWhatIsNoObject(String method, String path, String body) {
    var answer = send(method, "/instances/e-1/" + path, body == null ? "" : body);

    assertThat(answer.statusCode()).isIn(400, 422);
    verifyNoInteractions(lifetime, schedule);
  }

  @Test
  void saysOfEachFieldWhatIsWrong() {
    var answer = send("PUT", "/instances/e-1/schedule", "{\"days\":[],\"time\":\"x\"}");

    assertThat(json(answer).get("errors"))
        .extracting(error -> error.get("field").asText())
        .containsExactly("days", "time", "timeZone");
  }

  @Test
  void filtersTheList() {
    when(instances.list(any(), any(), any(), anyInt()))
        .thenReturn(new Page<>(List.of(), Optional.empty()));

    send(
        "GET",
        "/instances?state=running&owner=ada&configuration=nginx&zone=eu-west-1a&olderThanHours=24"
            + "&text=I-0ABC",
        "");

    verify(instances)
        .list(
            eq(CALLER),
            eq(
                new InstanceFilter(
                    Set.of(InstanceState.RUNNING),
                    Optional.of("ada"),
                    Optional.of("nginx"),
                    Optional.of("eu-west-1a"),
                    Optional.of(24),
                    Optional.of("i-0abc"))),
            eq(Optional.empty()),
            eq(Page.DEFAULT_LIMIT));
  }

  @Test
  void takesEmptyParametersForNone() {
    when(instances.list(any(), any(), any(), anyInt()))
        .thenReturn(new Page<>(List.of(), Optional.empty()));

    send("GET", "/instances?state=&owner=%20&configuration=&zone=&olderThanHours=&text=", "");

    verify(instances).list(CALLER, InstanceFilter.none(), Optional.empty(), Page.DEFAULT_LIMIT);
  }

  @ParameterizedTest
  @CsvSource({
    "state, sleeping",
    "state, RUNNING%20or%201=1",
    "olderThanHours, -1",
    "olderThanHours, 1.5",
    "olderThanHours, ten",
    "olderThanHours, 10001",
    "olderThanHours, 99999999999",
    "text, %00",
    "owner, a%00b"
  })
  void refusesAFilterThatCannotBeUsed(String name, String value) {
    assertProblem(send("GET", "/instances?" + name + "=" + value, ""), 422, "invalid-field", name);
  }

  @ParameterizedTest
  @CsvSource({"owner", "configuration", "zone", "text"})
  void refusesAFilterThatIsTooLong(String name) {
    var path = "/instances?" + name + "=" + "x".repeat(201);

    assertProblem(send("GET", path, ""), 422, "invalid-field", name);
  }

  private static Instance instance() {
    return new Instance(
        "e-1",
        Optional.empty(),
        "ada",
        "nginx",
        1,
        InstanceState.RUNNING,
        Optional.empty(),
        "ec2-user",
        false,
        Instant.parse("2026-11-21T12:00:00Z"),
        Optional.empty(),
        Instant.parse("2026-11-21T20:00:00Z"),
        "",
        false,
        AT,
        Optional.of(
            new InstanceSchedule(
                Set.of(DayOfWeek.MONDAY),
                LocalTime.of(18, 0),
                ZoneId.of("Europe/Berlin"),
                AT,
                Optional.empty())),
        Optional.empty(),
        "");
  }

  private static <T> T bean(Class<T> type) {
    return SERVER.getApplicationContext().getBean(type);
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String slug, String field) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("type").asText()).isEqualTo("urn:cloudapp:problem:" + slug);
    assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo(field);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException notJson) {
      throw new AssertionError(answer.body(), notJson);
    }
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(SERVER.getURI() + path))
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .header(GatewayHeader.USER, "user-1")
            .header(GatewayHeader.USERNAME, "ada")
            .header(GatewayHeader.ROLE, "USER")
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
