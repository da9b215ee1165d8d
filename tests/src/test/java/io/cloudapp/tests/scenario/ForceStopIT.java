package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin's stop ends whatever it is asked to end, and the owner learns who and why. */
@ExtendWith(SharedCloud.class)
final class ForceStopIT {

  @Test
  void tellsTheOwnerWhoAndWhy(RunningCloud cloud) {
    var person = cloud.newPerson();
    var owner = cloud.signedIn(person.username(), person.password());
    var id = running(owner);

    var stop = cloud.admin().forceStop(id, "Mining is not allowed");
    assertThat(cloud.admin().finished(id(stop)).path("state").asText()).isEqualTo("SUCCEEDED");

    var forced = instance(owner, id).path("forcedStop");
    assertThat(forced.path("by").asText()).isEqualTo("katherine");
    assertThat(forced.path("reason").asText()).isEqualTo("Mining is not allowed");
    var address = person.username() + "@example.com";
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
              assertThat(cloud.cloud().aws().mailbox().to(address))
                  .singleElement()
                  .satisfies(
                      mail -> {
                        assertThat(mail.subject()).isEqualTo("CloudApp: an admin stopped nginx");
                        assertThat(mail.body())
                            .contains("katherine stopped your instance")
                            .contains("Mining is not allowed");
                      });
            });
  }

  @Test
  void terminatesWhatHangsInItsStop(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.StopNeverEnds());
    var owner = cloud.someone();
    var id = running(owner);

    var stop = cloud.admin().forceStop(id, "It does not answer");

    var execution = cloud.admin().finished(id(stop));
    assertThat(execution.path("state").asText()).as(execution.toString()).isEqualTo("SUCCEEDED");
    assertThat(instance(owner, id).path("state").asText()).isEqualTo("TERMINATED");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
  }

  @Test
  void forgetsWithEvidenceWhatEc2DoesNotKnowAnyMore(RunningCloud cloud) throws SQLException {
    var owner = cloud.someone();
    var id = running(owner);
    launchedLongAgo(cloud, id);
    var ec2Id = instance(owner, id).path("ec2InstanceId").asText();
    cloud.cloud().aws().ec2().forget(ec2Id);

    var stop = cloud.admin().forceStop(id, "It is nowhere to be found");

    var execution = cloud.admin().finished(id(stop));
    assertThat(execution.path("state").asText()).as(execution.toString()).isEqualTo("SUCCEEDED");
    assertThat(instance(owner, id).path("state").asText()).isEqualTo("TERMINATED");
    assertThat(instance(cloud.admin(), id).path("endEvidence").asText().lines())
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(line -> line.endsWith(ec2Id + ": InvalidInstanceID.NotFound"))
        .anyMatch(line -> line.contains("TerminateInstances"))
        .anyMatch(line -> line.contains("DescribeInstances"));
    assertThat(instance(owner, id).path("endEvidence").asText()).isEmpty();
    assertThat(cloud.everyRow())
        .anyMatch(row -> row.contains("INSTANCE_FORGOTTEN") && row.contains(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void needsAReason(String reason, RunningCloud cloud) {
    var owner = cloud.someone();
    var id = running(owner);

    var answer = cloud.admin().forceStop(id, reason);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo("reason");
    assertThat(instance(owner, id).path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void findsAllInstancesThatFitAFilterPageByPage(RunningCloud cloud) {
    var person = cloud.newPerson();
    var owner = cloud.signedIn(person.username(), person.password());
    var ids = List.of(running(owner), running(owner), running(owner));
    owner.finished(owner.stop(ids.getFirst()).body().path("id").asText());
    var admin = cloud.admin();
    var mine = "/instances?owner=" + person.username();

    assertThat(listed(admin, mine + "&limit=1")).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(listed(admin, mine + "&state=living&limit=1"))
        .containsExactlyInAnyOrderElementsOf(ids.subList(1, 3));
    assertThat(listed(admin, mine + "&state=terminated")).containsExactly(ids.getFirst());
    assertThat(listed(admin, mine + "&configuration=jupyter")).isEmpty();
    assertThat(listed(admin, mine + "&olderThanHours=1")).isEmpty();
    var host = instance(owner, ids.getLast()).path("host").asText();
    assertThat(listed(admin, "/instances?text=" + host.toUpperCase())).contains(ids.getLast());
    assertThat(listed(admin, mine + "&text=" + ids.getLast())).containsExactly(ids.getLast());
    assertThat(listed(cloud.someone(), mine)).isEmpty();
  }

  private static List<String> listed(Api person, String path) {
    var ids = new ArrayList<String>();
    var next = "";
    do {
      var answer = person.get(path + (next.isEmpty() ? "" : "&after=" + next)).body();
      answer.path("items").forEach(item -> ids.add(item.path("id").asText()));
      next = answer.path("next").asText("");
    } while (!next.isEmpty() && !next.equals("null"));
    return ids;
  }

  private static String running(Api owner) {
    var id = owner.provision("nginx").body().path("id").asText();
    assertThat(owner.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    return id;
  }

  private static String id(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.body().path("id").asText();
  }

  private static JsonNode instance(Api person, String id) {
    return person.get("/instances/" + id).body();
  }

  private static void launchedLongAgo(RunningCloud cloud, String id) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var statement =
            connection.prepareStatement(
                "update instances set launch_called_at = now() - interval '1 hour' where id = ?")) {
      statement.setString(1, id);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
