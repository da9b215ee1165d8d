package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No private key, password or token is anywhere but where it belongs. */
@ExtendWith(SharedCloud.class)
final class SecretsIT {

  @Test
  void leavesNoSecretInExecutionLogsMailsTheDatabaseOrTheUsage(RunningCloud cloud)
      throws Exception {
    var username = "careful";
    var password = "Nobody-else-knows-4711";
    cloud.cloud().addPerson(username, password);
    var person = cloud.signedIn(username, password);
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    var login = person.post("/instances/" + id + "/login", "");
    var key = login.body().path("privateKey").asText().lines().skip(1).findFirst().orElseThrow();
    person.finished(person.stop(id).body().path("id").asText());

    var secrets = List.of(password, person.token(), key, "BEGIN OPENSSH PRIVATE KEY");
    assertThat(cloud.everythingLogged())
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record).doesNotContain(secrets));
    assertThat(cloud.everyMail())
        .isNotEmpty()
        .allSatisfy(mail -> assertThat(mail).doesNotContain(secrets));
    assertThat(cloud.everyRow())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).doesNotContain(secrets));
    assertThat(cloud.secretNames()).noneMatch(name -> name.contains(id));
  }

  @Test
  void deletesThePrivateKeyWithItsFirstShowing(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    assertThat(cloud.secretNames()).anyMatch(name -> name.contains(id));

    person.post("/instances/" + id + "/login", "");

    assertThat(cloud.secretNames()).noneMatch(name -> name.contains(id));
  }

  @Test
  void needsNoPrivateKeyWhereThePersonHasAPublicOne(RunningCloud cloud) {
    var person = cloud.someone();
    var publicKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS someone";
    assertThat(person.post("/profile/keys", Api.object().put("publicKey", publicKey)).status())
        .isEqualTo(201);
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);

    var login = person.post("/instances/" + id + "/login", "");

    assertThat(login.status()).isEqualTo(200);
    assertThat(login.body().path("privateKey").isNull()).isTrue();
    assertThat(login.body().path("sshCommand").asText()).startsWith("ssh ");
    assertThat(cloud.secretNames()).noneMatch(name -> name.contains(id));
  }
}
