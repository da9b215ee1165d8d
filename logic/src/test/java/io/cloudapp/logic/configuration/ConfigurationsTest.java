package io.cloudapp.logic.configuration;

import static io.cloudapp.logic.configuration.ConfigurationDesk.ADMIN;
import static io.cloudapp.logic.configuration.ConfigurationDesk.NOW;
import static io.cloudapp.logic.configuration.ConfigurationDesk.USER;
import static io.cloudapp.logic.configuration.ConfigurationDesk.body;
import static io.cloudapp.logic.configuration.ConfigurationDesk.refusal;
import static io.cloudapp.logic.configuration.ConfigurationDesk.sample;
import static io.cloudapp.logic.configuration.ConfigurationDesk.userIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.json.Json;
import java.math.BigDecimal;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

  private final ConfigurationDesk desk = new ConfigurationDesk();

  @Test
  void readsBackWhatAnAdminPublished() {
    var created = desk.createPublished(sample("nginx")).configuration();

    assertThat(created).isEqualTo(desk.offer(USER, "nginx").configuration());
    assertThat(created.version()).isEqualTo(1);
    assertThat(created.changedAt()).isEqualTo(NOW);
    assertThat(created.packages()).containsExactly("nginx");
    assertThat(created.setupScript()).startsWith("#!/bin/bash\n");
  }

  @Test
  void writesAndReadsTheSameJson() throws Exception {
    var offer =
        desk.createPublished(
            sample("nginx")
                .put("quotaPerUser", 2)
                .setAll(
                    body("{\"tags\": {\"team\": \"web\"}, \"access\": {\"groups\": [\"a\"]}}")));

    var json = Json.mapper().writeValueAsString(offer);

    assertThat(Json.mapper().readValue(json, ConfigurationOffer.class)).isEqualTo(offer);
    assertThat(Json.mapper().readTree(json).at("/disk/encrypted").asBoolean()).isTrue();
    assertThat(Json.mapper().readTree(json).at("/name").asText()).isEqualTo("nginx");
  }

  @Test
  void hidesADisabledConfigurationFromUsersOnly() {
    desk.createPublished(sample("nginx").put("enabled", false));
    desk.createPublished(sample("jupyter"));

    assertThat(refusal(desk.configurations.read(USER, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(desk.offer(ADMIN, "nginx").configuration().enabled()).isFalse();
    assertThat(desk.seenBy(USER)).containsExactly("jupyter");
    assertThat(desk.seenBy(ADMIN)).containsExactly("jupyter", "nginx");
  }

  @Test
  void showsAConfigurationOfAGroupToItsMembersOnly() {
    var sent = sample("nginx");
    sent.putObject("access").putArray("groups").add("data").add("lab");
    desk.createPublished(sent);

    assertThat(desk.seenBy(userIn("lab", "other"))).containsExactly("nginx");
    assertThat(desk.seenBy(userIn("labs", "la", "data lab"))).containsExactly("nginx");
    assertThat(desk.seenBy(userIn("labs", "DATA"))).isEmpty();
    assertThat(desk.seenBy(USER)).isEmpty();
    assertThat(desk.seenBy(ADMIN)).containsExactly("nginx");
    assertThat(refusal(desk.configurations.read(USER, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
  }

  @Test
  void pagesInTheOrderOfTheNames() {
    desk.seed.plant();

    var first = desk.configurations.list(USER, "", 3);
    var second = desk.configurations.list(USER, first.next().orElseThrow(), 3);

    assertThat(first.items())
        .extracting(offer -> offer.configuration().name())
        .containsExactly("amazon-linux", "docker-host", "jupyter");
    assertThat(second.items())
        .extracting(offer -> offer.configuration().name())
        .containsExactly("nginx");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void saysWhatAnInstanceCosts() {
    desk.createPublished(sample("nginx"));
    desk.createPublished(sample("jupyter").put("instanceType", "u-24tb1.xlarge"));

    assertThat(desk.offer(USER, "nginx").price().orElseThrow().perHour())
        .isEqualTo(new BigDecimal("0.012364"));
    assertThat(desk.offer(USER, "jupyter").price()).isEmpty();
  }

  @Test
  void saysHowManyMoreThePersonMayHave() {
    desk.createPublished(sample("nginx").put("quotaPerUser", 2));
    desk.createPublished(sample("jupyter"));
    desk.addInstance("bob", "RUNNING");
    desk.addInstance("bob", "TERMINATED");
    desk.addInstance("eve", "PENDING");

    assertThat(desk.offer(USER, "nginx").remaining()).contains(1);
    assertThat(desk.offer(USER, "nginx").living()).isEqualTo(1);
    assertThat(desk.offer(ADMIN, "nginx").living()).isEqualTo(2);
    assertThat(desk.offer(ADMIN, "nginx").remaining()).contains(2);
    assertThat(desk.offer(USER, "jupyter").remaining()).isEmpty();
  }

  @Test
  void readsAVersionFromBeforeThereWereTagsQuotasAndGroups() {
    desk.createPublished(sample("nginx"));
    desk.jdbi.useHandle(
        handle ->
            handle.execute(
                "update configuration_versions set definition ="
                    + " definition - 'tags' - 'access' - 'quotaPerUser' - 'disk'"
                    + " || '{\"disk\": {\"sizeGigabytes\": 9, \"type\": \"gp2\"}}'"));

    var old = desk.offer(USER, "nginx").configuration();

    assertThat(old.access().everyone()).isTrue();
    assertThat(old.tags()).isEmpty();
    assertThat(old.quotaPerUser()).isEmpty();
    assertThat(old.disk().isEncrypted()).isTrue();
    assertThat(desk.seenBy(USER)).containsExactly("nginx");
  }

  @Test
  void continuesTheVersionsOfADeletedName() {
    desk.createPublished(sample("nginx"));
    desk.changes.delete(ADMIN, "nginx");

    var revived = desk.create(sample("nginx"));

    assertThat(revived.latestVersion()).isEqualTo(2);
    assertThat(revived.currentVersion()).isEmpty();
    assertThat(desk.seenBy(USER)).isEmpty();
    assertThat(desk.store.find("nginx", 1)).isPresent();
  }

  @Test
  void seedsOnceAndNeverAgainstAnAdmin() {
    desk.seed.plant();
    desk.changes.delete(ADMIN, "jupyter");
    desk.changes.switchTo(ADMIN, "nginx", body("{\"enabled\": false}"));

    desk.seed.plant();

    assertThat(desk.store.find("jupyter")).isEmpty();
    assertThat(desk.store.find("nginx").orElseThrow().enabled()).isFalse();
    assertThat(desk.seenBy(USER)).containsExactly("amazon-linux", "docker-host");
  }

  @Test
  void makesADeletionWaitForARequestThatUsesTheConfiguration() {
    desk.createPublished(sample("nginx"));

    try (var request = desk.jdbi.open()) {
      request.begin();
      request.execute("select from configurations where name = 'nginx' for key share");

      var deletion = catchThrowable(() -> desk.jdbi.useTransaction(this::deleteImpatiently));

      assertThat(deletion).hasMessageContaining("lock timeout");
      request.rollback();
    }
  }

  private void deleteImpatiently(Handle handle) {
    handle.execute("set local lock_timeout = '50ms'");
    desk.versions.lock(handle, "nginx");
  }
}
