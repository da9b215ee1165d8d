package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: an instance, its login details, its end. */
@ExtendWith(SharedCloud.class)
final class ProvisionIT {

  @Test
  void givesAnInstanceItsLoginDetailsOnceAndStopsIt(RunningCloud cloud) {
    var person = cloud.someone();

    var accepted = person.provision("nginx");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body().path("state").asText()).isEqualTo("ACCEPTED");
    var id = accepted.body().path("id").asText();
    assertThat(accepted.headers().get("location")).isEqualTo("/executions/" + id);

    var execution = person.finished(id);
    assertThat(execution.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(execution.path("steps"))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.path("state").asText()).isEqualTo("SUCCEEDED"))
        .allSatisfy(step -> assertThat(step.path("startedAt").asText()).isNotEmpty());

    var instance = person.get("/instances/" + id).body();
    assertThat(instance.path("state").asText()).isEqualTo("RUNNING");
    assertThat(instance.path("loginAvailable").asBoolean()).isTrue();

    var login = person.post("/instances/" + id + "/login", "");
    assertThat(login.status()).isEqualTo(200);
    assertThat(login.headers().get("cache-control")).isEqualTo("no-store");
    assertThat(login.body().path("privateKey").asText())
        .startsWith("-----BEGIN OPENSSH PRIVATE KEY");
    assertThat(login.body().path("sshCommand").asText())
        .startsWith("ssh ")
        .contains(instance.path("host").asText());

    var again = person.post("/instances/" + id + "/login", "");
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.problem()).isEqualTo("login-revealed");

    var stop = person.finished(person.stop(id).body().path("id").asText());
    assertThat(stop.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(person.get("/instances/" + id).body().path("state").asText())
        .isEqualTo("TERMINATED");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
  }

  @Test
  void stopsAnInstanceThatIsStillBeingLaunched(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();

    var stop = person.finished(person.stop(id).body().path("id").asText());

    assertThat(stop.path("state").asText()).isEqualTo("SUCCEEDED");
    var provision = person.finished(id);
    assertThat(provision.path("state").asText()).isIn("FAILED", "SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
    assertThat(person.get("/instances/" + id).body().path("state").asText())
        .isIn("TERMINATED", "FAILED");
  }

  @Test
  void letsAnAdminForceStopAnybodysInstance(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("amazon-linux").body().path("id").asText();
    person.finished(id);

    var stop = cloud.admin().forceStop(id, "Maintenance of the zone");
    assertThat(stop.status()).isEqualTo(202);

    var execution = cloud.admin().finished(stop.body().path("id").asText());
    assertThat(execution.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
    assertThat(person.get("/instances/" + id).body().path("state").asText()).isEqualTo("STOPPED");
    assertThat(person.get("/instances/" + id).body().path("stopReason").asText())
        .contains("Maintenance of the zone");
  }
}
