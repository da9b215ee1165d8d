package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.local.ec2.Ec2Faults;
import io.cloudapp.local.logs.LogEvent;
import io.cloudapp.local.states.execution.Chaos;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What admins are told of an execution, against the raw records of its log. */
@ExtendWith(SharedCloud.class)
final class HistoryIT {

  private static final String GROUP = "/aws/vendedlogs/states/provision-instance";

  @Test
  void showsEveryRecordOfTheLogOnceAndInItsOrder(RunningCloud cloud) {
    var id = provisioned(cloud, "SUCCEEDED");

    var history = history(cloud, id);

    assertThat(history.path("runs")).hasSize(1);
    assertThat(shown(history.path("runs").path(0))).isEqualTo(sortedById(raw(cloud, id)));
    assertThat(ids(history.path("runs").path(0))).isSorted().doesNotHaveDuplicates();
    assertThat(history.path("executionArns")).hasSize(1);
    assertThat(history.at("/definition/StartAt").asText()).isEqualTo("Take request");
    assertThat(history.at("/log/state").asText()).isEqualTo("READ");
    assertThat(history.at("/log/unreadable").asInt()).isZero();
  }

  @Test
  void namesTheStateOfEveryEventThatBelongsToOne(RunningCloud cloud) {
    var id = provisioned(cloud, "SUCCEEDED");

    var states = history(cloud, id).path("definition").findValues("Type").size();

    assertThat(events(history(cloud, id).path("runs").path(0)))
        .allSatisfy(
            event ->
                assertThat(event.path("name").asText().isEmpty())
                    .as("%s", event)
                    .isEqualTo(event.path("type").asText().startsWith("Execution")));
    assertThat(states).isGreaterThan(20);
  }

  @Test
  void showsBothRunsOfADoubledExecution(RunningCloud cloud) {
    cloud.chaos(_ -> new Chaos.Fate.Twice());
    var id = provisioned(cloud, "SUCCEEDED");
    cloud.awaitQuiet();

    var history = history(cloud, id);

    assertThat(history.path("runs")).hasSize(2);
    var all = new ArrayList<String>();
    for (var run : history.path("runs")) {
      assertThat(run.path("interleaved").asBoolean()).isTrue();
      assertThat(ids(run)).isSorted().doesNotHaveDuplicates().startsWith(1L);
      all.addAll(shown(run));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(raw(cloud, id));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9})
  void showsARestartedRunAndTheOneBeforeIt(int states, RunningCloud cloud) {
    cloud.chaos(_ -> new Chaos.Fate.RestartedAfter(states));
    var id = provisioned(cloud, "SUCCEEDED");
    cloud.awaitQuiet();

    var history = history(cloud, id);

    assertThat(history.path("runs")).hasSize(2);
    assertThat(history.path("runs"))
        .noneMatch(run -> run.path("interleaved").asBoolean())
        .allSatisfy(run -> assertThat(ids(run)).startsWith(1L));
    var all = new ArrayList<>(shown(history.path("runs").path(0)));
    all.addAll(shown(history.path("runs").path(1)));
    assertThat(all).containsExactlyInAnyOrderElementsOf(raw(cloud, id));
    assertThat(types(history.path("runs").path(0))).doesNotContain("ExecutionSucceeded");
    assertThat(types(history.path("runs").path(1))).endsWith("ExecutionSucceeded");
  }

  @Test
  void givesTheErrorOfAFailedRun(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.NoCapacity("", ""), Ec2Faults.UNTIL_CLEARED);
    var id = provisioned(cloud, "FAILED");
    cloud.awaitQuiet();

    var events = events(history(cloud, id).path("runs").path(0));

    assertThat(events.getLast().path("type").asText()).isEqualTo("ExecutionFailed");
    assertThat(events.getLast().at("/details/error").asText()).isEqualTo("ApiGateway.409");
  }

  @Test
  void showsNoSecretOfAnExecution(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    var login = person.post("/instances/" + id + "/login", "");
    var key = login.body().path("privateKey").asText().lines().skip(1).findFirst().orElseThrow();

    var shown = history(cloud, id).toString();

    assertThat(shown)
        .doesNotContain(List.of(key, "PRIVATE KEY", person.token(), cloud.admin().token()));
    assertThat(shown).doesNotContainPattern("eyJ[A-Za-z0-9_-]{10,}\\.");
  }

  @Test
  void isForAdminsWithTheirSecondFactorOnly(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();

    assertThat(person.get("/executions/" + id + "/history").status()).isIn(401, 403);
    assertThat(cloud.anonymous().get("/executions/" + id + "/history").status()).isEqualTo(401);
    person.finished(id);
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, 404",
    "a%00b, 400",
    "%27%20or%20%271%27=%271, 404",
    "..%2F.., 404",
    "%3Cscript%3E, 404",
    "*, 404",
    "%25, 404"
  })
  void knowsNoOtherExecution(String id, int status, RunningCloud cloud) {
    var answer = cloud.admin().get("/executions/" + id + "/history");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().toString()).doesNotContain("script", "Exception");
  }

  @ParameterizedTest
  @CsvSource({
    "state, failed",
    "state, %00",
    "state, ACCEPTED%27--",
    "kind, create",
    "kind, %3Cscript%3E",
    "user, a%20b",
    "configuration, ..%2Fnginx",
    "configuration, =1%2B1",
    "instance, %25",
    "from, yesterday",
    "to, 2026-02-30",
    "limit, 0",
    "limit, many"
  })
  void refusesAFilterThatIsNone(String field, String value, RunningCloud cloud) {
    var answer = cloud.admin().get("/executions?" + field + "=" + value);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().toString()).doesNotContain("<script>", "Exception", "SQL");
  }

  @Test
  void filtersByEverythingAtOnce(RunningCloud cloud) {
    var id = provisioned(cloud, "SUCCEEDED");
    var execution = cloud.admin().get("/executions/" + id).body();
    var filter =
        "/executions?count=true&state=SUCCEEDED&kind=provision&configuration=nginx&instance=%s&user=%s&from=%s"
            .formatted(
                id, execution.path("requestedBy").asText(), execution.path("requestedAt").asText());

    var found = cloud.admin().get(filter).body();

    assertThat(found.path("items")).hasSize(1);
    assertThat(found.at("/items/0/id").asText()).isEqualTo(id);
    assertThat(found.path("count").asInt()).isEqualTo(1);
    assertThat(cloud.admin().get(filter + "&to=2026-01-01").status()).isEqualTo(422);
    assertThat(cloud.admin().get(filter.replace("provision", "stop")).body().path("items"))
        .isEmpty();
  }

  private static String provisioned(RunningCloud cloud, String end) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    assertThat(person.finished(id).path("state").asText()).isEqualTo(end);
    cloud.awaitQuiet();
    return id;
  }

  private static JsonNode history(RunningCloud cloud, String id) {
    cloud.cloud().aws().engine().flush();
    Api.Answer answer = cloud.admin().get("/executions/" + id + "/history");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /** Straight from the log group, as somebody reads it in the console. */
  private static List<String> raw(RunningCloud cloud, String id) {
    return cloud.cloud().aws().logs().events(GROUP).stream()
        .map(LogEvent::message)
        .filter(message -> message.contains(":" + id + ":"))
        .map(HistoryIT::tree)
        .map(
            record ->
                "%s<-%s %s at %s"
                    .formatted(
                        record.path("id").asText(),
                        record.path("previous_event_id").asText(),
                        record.path("type").asText(),
                        record.path("event_timestamp").asText()))
        .toList();
  }

  private static List<String> sortedById(List<String> records) {
    return records.stream()
        .sorted(
            Comparator.comparingLong(
                record -> Long.parseLong(record.substring(0, record.indexOf('<')))))
        .toList();
  }

  private static List<String> shown(JsonNode run) {
    return events(run).stream()
        .map(
            event ->
                "%d<-%d %s at %d"
                    .formatted(
                        event.path("id").asLong(),
                        event.path("previousEventId").asLong(),
                        event.path("type").asText(),
                        Instant.parse(event.path("at").asText()).toEpochMilli()))
        .toList();
  }

  private static List<Long> ids(JsonNode run) {
    return events(run).stream().map(event -> event.path("id").asLong()).toList();
  }

  private static List<String> types(JsonNode run) {
    return events(run).stream().map(event -> event.path("type").asText()).toList();
  }

  private static List<JsonNode> events(JsonNode run) {
    return StreamSupport.stream(run.path("events").spliterator(), false).toList();
  }

  private static JsonNode tree(String message) {
    try {
      return Json.mapper().readTree(message);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException(malformed);
    }
  }
}
