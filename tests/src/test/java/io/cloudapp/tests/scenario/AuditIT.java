package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What admins are told of who did what, and what was refused. */
@ExtendWith(SharedCloud.class)
final class AuditIT {

  @Test
  void tellsWhoSignedInAndWhoWasTriedAndNothingOfThePassword(RunningCloud cloud) {
    var person = cloud.newPerson();
    cloud
        .anonymous()
        .post(
            "/sessions",
            Api.object().put("username", person.username()).put("password", "Wrong-hunter2-word"));
    cloud.signedIn(person.username(), person.password()).delete("/sessions");

    var entries = entries(cloud, "actor=" + person.username());

    assertThat(told(entries))
        .containsExactly("SIGNED_OUT DONE", "SIGNED_IN DONE", "SIGNED_IN REFUSED");
    assertThat(entries).allMatch(entry -> entry.path("address").asText().contains("127.0.0.1"));
    assertThat(entries.toString()).doesNotContain("hunter2");
    assertThat(entries.get(1).path("actorId").asText()).isNotEmpty();
  }

  @Test
  void tellsWhatBecameOfAnInstanceAndWhoElseWantedIt(RunningCloud cloud) {
    var owner = cloud.someone();
    var stranger = cloud.someone();
    var id = owner.provision("nginx").body().path("id").asText();
    owner.finished(id);

    assertThat(stranger.post("/instances/" + id + "/login", "").status()).isEqualTo(404);
    assertThat(stranger.get("/instances/" + id).status()).isEqualTo(404);
    assertThat(owner.post("/instances/" + id + "/login", "").status()).isEqualTo(200);
    assertThat(owner.post("/instances/" + id + "/login", "").status()).isEqualTo(410);
    assertThat(stranger.stop(id).status()).isEqualTo(404);
    assertThat(stranger.get("/instances/nothing").status()).isEqualTo(404);

    assertThat(told(entries(cloud, "target=instance/" + id)))
        .containsExactlyInAnyOrder(
            "PROVISION_REQUESTED DONE",
            "LOGIN_REVEALED REFUSED",
            "REQUEST_REFUSED REFUSED",
            "LOGIN_REVEALED DONE",
            "LOGIN_REVEALED REFUSED",
            "STOP_REQUESTED REFUSED");
    assertThat(entries(cloud, "target=" + id)).hasSize(6);
    assertThat(entries(cloud, "target=instance/nothing")).isEmpty();
  }

  @Test
  void keepsPeopleOutAndCountsAFloodOfTries(RunningCloud cloud) {
    var person = cloud.newPerson();
    var api = cloud.signedIn(person.username(), person.password());
    for (int attempt = 0; attempt < 12; attempt++) {
      var key = "key-" + attempt;
      api.submit(Api.object().put("kind", "stop").put("instanceId", "x").put("force", true), key);
    }
    assertThat(api.get("/audit").status()).isIn(401, 403);
    assertThat(api.get("/audit/export").status()).isIn(401, 403);

    var refused = entries(cloud, "actor=" + person.username() + "&action=stop-requested");

    // The twelve may lie on both sides of a full minute.
    assertThat(refused).hasSizeLessThanOrEqualTo(2);
    assertThat(refused.stream().mapToInt(entry -> entry.path("times").asInt()).sum()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action=everything | action",
        "action=signed-in' or '1'='1 | action",
        "outcome=<script>alert(1)</script> | outcome",
        "from=yesterday | from",
        "to=2026-99-99T00:00:00Z | to",
        "from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z | to",
        "actor=a%00b | actor",
        "target=../../etc/passwd%00 | target",
        "limit=0 | limit",
        "limit=201 | limit",
        "limit=-1 | limit",
        "limit=1e3 | limit"
      })
  void namesTheFilterThatCannotBe(String query, String field, RunningCloud cloud) {
    var answer = cloud.admin().get("/audit?" + encoded(query));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void writesDownThatTheLogWasTakenAlong(RunningCloud cloud) {
    var taken = cloud.admin().get("/audit/export?actor=nobody-at-all");

    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.body().path("items")).isEmpty();
    assertThat(entries(cloud, "action=audit-exported"))
        .anySatisfy(
            entry -> assertThat(entry.path("detail").asText()).isEqualTo("by nobody-at-all"));
  }

  private static String encoded(String query) {
    return query.replace(" ", "%20").replace("'", "%27").replace("<", "%3C").replace(">", "%3E");
  }

  private static List<JsonNode> entries(RunningCloud cloud, String query) {
    var answer = cloud.admin().get("/audit?limit=100&" + query);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return StreamSupport.stream(answer.body().path("items").spliterator(), false).toList();
  }

  private static List<String> told(List<JsonNode> entries) {
    return entries.stream()
        .map(entry -> entry.path("action").asText() + " " + entry.path("outcome").asText())
        .toList();
  }
}
