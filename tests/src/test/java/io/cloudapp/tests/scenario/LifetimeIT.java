package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.sns.Mail;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** How long an instance lives, who may change it, and how its owner learns of the end. */
@ExtendWith(SharedCloud.class)
final class LifetimeIT {

  private static final String EVERY_EVENING =
      "{\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\",\"SATURDAY\","
          + "\"SUNDAY\"],\"time\":\"18:00\",\"timeZone\":\"Europe/Berlin\"}";

  @Test
  void livesAsLongAsItWasAskedFor(RunningCloud cloud) {
    var owner = cloud.someone();
    var request =
        Api.object().put("kind", "provision").put("configuration", "nginx").put("lifetimeHours", 2);

    var id = owner.submit(request, "two-hours").body().path("id").asText();

    var instance = instance(owner, id);
    var requested = time(instance, "requestedAt");
    assertThat(time(instance, "expiresAt")).isEqualTo(requested.plus(Duration.ofHours(2)));
    assertThat(time(instance, "latestExpiryAt")).isEqualTo(requested.plus(Duration.ofHours(72)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "73", "1.5", "\"8\"", "true", "[]", "99999999999", "1e3"})
  void refusesALifetimeThatTheConfigurationDoesNotAllow(String hours, RunningCloud cloud) {
    var owner = cloud.someone();
    var body = "{\"kind\":\"provision\",\"configuration\":\"nginx\",\"lifetimeHours\":%s}";

    var answer =
        owner.send("POST", "/executions", body.formatted(hours), Map.of("Idempotency-Key", "bad"));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
    assertThat(answer.body().path("errors").path(0).path("field").asText())
        .isEqualTo("lifetimeHours");
    assertThat(owner.get("/executions").body().path("items")).isEmpty();
  }

  @Test
  void livesLongerAtOnceEverywhere(RunningCloud cloud) {
    var owner = cloud.someone();
    var id = running(owner);
    var until = time(instance(owner, id), "expiresAt").plus(Duration.ofHours(4));

    var answer = extend(owner, id, until);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(time(answer.body(), "expiresAt").getEpochSecond()).isEqualTo(until.getEpochSecond());
    assertThat(expiryTag(cloud, id)).isEqualTo(answer.body().path("expiresAt").asText());
    assertThat(extend(owner, id, until).status()).isEqualTo(200);
    assertThat(extend(owner, id, until.plus(Duration.ofHours(72))).status()).isEqualTo(422);
    assertThat(extend(owner, id, until.minus(Duration.ofHours(2))).status()).isEqualTo(422);
  }

  @Test
  void isNobodyElsesToChange(RunningCloud cloud) {
    var owner = cloud.someone();
    var id = running(owner);
    var before = instance(owner, id);
    var stranger = cloud.someone();
    var until = time(before, "expiresAt").plus(Duration.ofHours(1));

    for (var unknown : List.of(id, "unknown")) {
      assertThat(extend(stranger, unknown, until).problem()).isEqualTo("not-found");
      assertThat(stranger.put("/instances/" + unknown + "/schedule", EVERY_EVENING).problem())
          .isEqualTo("not-found");
      assertThat(stranger.delete("/instances/" + unknown + "/schedule").problem())
          .isEqualTo("not-found");
    }
    assertThat(instance(owner, id)).isEqualTo(before);
    assertThat(extend(cloud.admin(), id, until).status()).isEqualTo(200);
  }

  @Test
  void warnsItsOwnerByMailAndEndsByItself(RunningCloud cloud) throws SQLException {
    var person = cloud.newPerson();
    var owner = cloud.signedIn(person.username(), person.password());
    var id = running(owner);
    change(
        cloud,
        "update instances set launched_at = now() - interval '9 hours',"
            + " expires_at = now() + interval '5 minutes' where id = ?",
        id);

    awaitMail(cloud, person, "CloudApp: nginx ends in a few minutes");
    change(cloud, "update instances set expires_at = now() where id = ?", id);
    awaitMail(cloud, person, "CloudApp: nginx has ended");

    assertThat(mails(cloud, person)).hasSize(2);
    assertThat(instance(owner, id).path("state").asText()).isIn("STOPPING", "TERMINATED");
    assertThat(instance(owner, id).path("stopReason").asText()).startsWith("Its time was over");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
  }

  @Test
  void endsByItsWeeklySchedule(RunningCloud cloud) throws SQLException {
    var person = cloud.newPerson();
    var owner = cloud.signedIn(person.username(), person.password());
    var id = running(owner);

    var scheduled = owner.put("/instances/" + id + "/schedule", EVERY_EVENING);
    assertThat(scheduled.status()).isEqualTo(200);
    assertThat(scheduled.body().path("schedule").path("timeZone").asText())
        .isEqualTo("Europe/Berlin");
    change(
        cloud,
        "update instance_schedules set next_at = now() - interval '1 second' where instance_id = ?",
        id);
    awaitMail(cloud, person, "CloudApp: nginx has ended");

    assertThat(instance(owner, id).path("stopReason").asText()).startsWith("Its schedule ended it");
    assertThat(mails(cloud, person).getFirst().body()).contains("Its schedule ended it.");
  }

  @Test
  void livesOnWhenTheNextTimeIsLeftOut(RunningCloud cloud) {
    var owner = cloud.someone();
    var id = running(owner);
    var next =
        owner
            .put("/instances/" + id + "/schedule", EVERY_EVENING)
            .body()
            .path("schedule")
            .path("nextAt")
            .asText();
    var exception = "/instances/" + id + "/schedule/exception";

    var skipped = owner.put(exception, Api.object().put("at", next));

    assertThat(skipped.body().path("schedule").path("skippedAt").asText()).isEqualTo(next);
    assertThat(time(skipped.body().path("schedule"), "nextAt")).isAfter(Instant.parse(next));
    assertThat(owner.put(exception, Api.object().put("at", next)).status()).isEqualTo(200);
    assertThat(owner.put(exception, Api.object().put("at", "2020-01-01T00:00:00Z")).problem())
        .isEqualTo("conflict");
    assertThat(owner.delete(exception).body().path("schedule").path("nextAt").asText())
        .isEqualTo(next);
    assertThat(owner.delete("/instances/" + id + "/schedule").body().path("schedule").isNull())
        .isTrue();
  }

  private static String running(Api owner) {
    var id = owner.provision("nginx").body().path("id").asText();
    assertThat(owner.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    return id;
  }

  private static JsonNode instance(Api person, String id) {
    return person.get("/instances/" + id).body();
  }

  private static Instant time(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }

  private static Api.Answer extend(Api person, String id, Instant until) {
    return person.post(
        "/instances/" + id + "/lifetime", Api.object().put("expiresAt", until.toString()));
  }

  private static String expiryTag(RunningCloud cloud, String id) {
    var ec2Id = cloud.cloud().livingInstances(id).getFirst().id();
    try (var ec2 = cloud.client(Ec2Client.builder())) {
      return ec2
          .describeInstances(request -> request.instanceIds(ec2Id))
          .reservations()
          .getFirst()
          .instances()
          .getFirst()
          .tags()
          .stream()
          .filter(tag -> tag.key().equals("cloudapp:expires-at"))
          .map(Tag::value)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void change(RunningCloud cloud, String sql, String id) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private static void awaitMail(RunningCloud cloud, Person person, String subject) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
              assertThat(mails(cloud, person)).extracting(Mail::subject).contains(subject);
            });
  }

  private static List<Mail> mails(RunningCloud cloud, Person person) {
    return cloud.cloud().aws().mailbox().to(person.username() + "@example.com");
  }
}
