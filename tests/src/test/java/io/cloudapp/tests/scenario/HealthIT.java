package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.tests.cloud.DeadLetterOffice;
import io.cloudapp.tests.cloud.Orphanage;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins are told of how CloudApp is. */
@ExtendWith(SharedCloud.class)
final class HealthIT {

  @Test
  void tellsThatEverythingAnswersAndThatTheReconcilerRan(RunningCloud cloud) {
    cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");

    var report = report(cloud);

    assertThat(report.path("dependencies").findValuesAsText("name"))
        .containsExactly("database", "sqs", "ec2", "cognito");
    assertThat(report.path("dependencies").findValuesAsText("reachable")).containsOnly("true");
    assertThat(report.at("/schedules/value/0/late").asBoolean()).isFalse();
    assertThat(report.at("/reconciler/value/last/outcome").asText()).isEqualTo("done");
  }

  @Test
  void tellsOfAnInstanceOfNobodyAndWhatItCosts(RunningCloud cloud) throws Exception {
    var orphanage = new Orphanage(cloud);
    var ec2Id = orphanage.orphan();

    var orphan =
        StreamSupport.stream(report(cloud).at("/orphans/value/items").spliterator(), false)
            .filter(it -> it.path("ec2InstanceId").asText().equals(ec2Id))
            .findFirst()
            .orElseThrow();

    assertThat(orphan.path("instanceType").asText()).isNotEmpty();
    assertThat(orphan.path("configuration").asText()).isEqualTo("nginx v1");
    assertThat(orphan.at("/price/perDay").decimalValue()).isPositive();
    orphanage.end(ec2Id);
  }

  @Test
  void sendsDeadLettersAgainAndRecordsThem(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    new DeadLetterOffice(cloud).lose(id);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        report(cloud)
                            .at("/deadLetters/value/items")
                            .findValuesAsText("executionId"))
                    .contains(id));

    assertThat(cloud.admin().post("/dead-letters/redrive", "").status()).isEqualTo(204);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(report(cloud).at("/deadLetters/value/waiting").asInt(-1)).isZero());
    assertThat(cloud.admin().get("/audit?action=dead-letters-redriven").body().path("items"))
        .extracting(entry -> entry.path("outcome").asText())
        .contains("ATTEMPTED", "DONE");
    assertThat(cloud.admin().post("/dead-letters/redrive", "").status()).isEqualTo(409);
  }

  @Test
  void tellsNobodyButAdmins(RunningCloud cloud) {
    var person = cloud.someone();

    assertThat(person.get("/health-report").status()).isIn(401, 403);
    assertThat(person.post("/dead-letters/redrive", "").status()).isIn(401, 403);
    assertThat(cloud.anonymous().get("/health-report").status()).isEqualTo(401);
  }

  private static JsonNode report(RunningCloud cloud) {
    var answer = cloud.admin().get("/health-report");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }
}
