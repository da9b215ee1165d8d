package io.cloudapp.logic.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Deleted;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Found;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Refused;
import io.cloudapp.logic.database.EmbeddedAurora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

  private static final Caller ADMIN = new Caller("u-ada", "ada", Role.ADMIN, "s1");
  private static final Caller USER = new Caller("u-bob", "bob", Role.USER, "s2");

  private final Clock clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final ConfigurationStore store = new ConfigurationStore(jdbi);
  private final Configurations configurations = new Configurations(store, clock);

  @Test
  void readsBackWhatAnAdminCreated() {
    var created = found(configurations.create(ADMIN, sample("nginx")));

    assertThat(created).isEqualTo(found(configurations.read(USER, "nginx")));
    assertThat(created.version()).isEqualTo(1);
    assertThat(created.changedAt()).isEqualTo(clock.instant());
    assertThat(created.packages()).containsExactly("nginx");
    assertThat(created.setupScript()).startsWith("#!/bin/bash\n");
  }

  @Test
  void hidesADisabledConfigurationFromUsersOnly() {
    configurations.create(ADMIN, sample("nginx").put("enabled", false));
    configurations.create(ADMIN, sample("jupyter"));

    assertThat(refusal(configurations.read(USER, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(found(configurations.read(ADMIN, "nginx")).enabled()).isFalse();
    assertThat(configurations.list(USER, "", 50).items())
        .extracting(Configuration::name)
        .containsExactly("jupyter");
    assertThat(configurations.list(ADMIN, "", 50).items())
        .extracting(Configuration::name)
        .containsExactly("jupyter", "nginx");
  }

  @Test
  void pagesInTheOrderOfTheNames() {
    new ConfigurationSeed(store, clock).plant();

    var first = configurations.list(USER, "", 3);
    var second = configurations.list(USER, first.next().orElseThrow(), 3);

    assertThat(first.items())
        .extracting(Configuration::name)
        .containsExactly("amazon-linux", "docker-host", "jupyter");
    assertThat(second.items()).extracting(Configuration::name).containsExactly("nginx");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void keepsEveryVersion() {
    configurations.create(ADMIN, sample("nginx"));

    var changed =
        configurations.change(
            ADMIN, "nginx", sample("nginx").put("version", 1).put("instanceType", "m7i.2xlarge"));

    assertThat(found(changed).version()).isEqualTo(2);
    assertThat(found(changed).instanceType()).isEqualTo("m7i.2xlarge");
    assertThat(store.find("nginx", 1).orElseThrow().instanceType()).isEqualTo("t3.micro");
  }

  @Test
  void refusesAChangeMadeFromAnOldVersion() {
    configurations.create(ADMIN, sample("nginx"));
    configurations.change(ADMIN, "nginx", sample("nginx").put("version", 1));

    var late = configurations.change(ADMIN, "nginx", sample("nginx").put("version", 1));

    assertThat(refusal(late)).isEqualTo(ProblemType.CONFLICT);
    assertThat(store.find("nginx").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void refusesASecondConfigurationOfTheSameName() {
    configurations.create(ADMIN, sample("nginx"));

    assertThat(refusal(configurations.create(ADMIN, sample("nginx"))))
        .isEqualTo(ProblemType.CONFLICT);
  }

  @Test
  void refusesEveryChangeByAUser() {
    configurations.create(ADMIN, sample("nginx"));

    assertThat(refusal(configurations.create(USER, sample("jupyter"))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(configurations.change(USER, "nginx", sample("nginx").put("version", 1))))
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refusal(configurations.delete(USER, "nginx"))).isEqualTo(ProblemType.FORBIDDEN);
  }

  @Test
  void keepsAConfigurationWhoseInstancesLive() {
    configurations.create(ADMIN, sample("nginx"));
    addInstance("RUNNING");

    assertThat(refusal(configurations.delete(ADMIN, "nginx"))).isEqualTo(ProblemType.CONFLICT);

    jdbi.useHandle(handle -> handle.execute("update instances set state = 'TERMINATED'"));
    assertThat(configurations.delete(ADMIN, "nginx")).isInstanceOf(Deleted.class);
    assertThat(refusal(configurations.read(ADMIN, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(refusal(configurations.delete(ADMIN, "nginx"))).isEqualTo(ProblemType.NOT_FOUND);
  }

  @Test
  void continuesTheVersionsOfADeletedName() {
    configurations.create(ADMIN, sample("nginx"));
    configurations.delete(ADMIN, "nginx");

    assertThat(found(configurations.create(ADMIN, sample("nginx"))).version()).isEqualTo(2);
    assertThat(store.find("nginx", 1)).isPresent();
  }

  @Test
  void seedsOnceAndNeverAgainstAnAdmin() {
    var seed = new ConfigurationSeed(store, clock);
    seed.plant();
    configurations.delete(ADMIN, "jupyter");
    configurations.change(ADMIN, "nginx", sample("nginx").put("version", 1).put("enabled", false));

    seed.plant();

    assertThat(store.find("jupyter")).isEmpty();
    assertThat(store.find("nginx").orElseThrow().enabled()).isFalse();
  }

  @Test
  void makesADeletionWaitForARequestThatUsesTheConfiguration() {
    configurations.create(ADMIN, sample("nginx"));

    try (var request = jdbi.open()) {
      request.begin();
      assertThat(store.lockForUse(request, "nginx")).isPresent();

      var deletion = catchThrowable(() -> jdbi.useTransaction(this::lockImpatiently));

      assertThat(deletion).hasMessageContaining("lock timeout");
      request.rollback();
    }
  }

  private void lockImpatiently(Handle handle) {
    handle.execute("set local lock_timeout = '50ms'");
    handle.execute("select name from configurations where name = 'nginx' for update");
  }

  private void addInstance(String state) {
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "insert into users (id, username, created_at) values ('u-bob', 'bob', now())");
          handle.execute(
              "insert into executions (id, kind, state, user_id, idempotency_key, payload_hash,"
                  + " instance_id, configuration, configuration_version, requested_at, deadline)"
                  + " values ('e1', 'PROVISION', 'RUNNING', 'u-bob', 'k', 'h', 'e1', 'nginx', 1,"
                  + " now(), now())");
          handle.execute(
              "insert into instances (id, owner_id, configuration, configuration_version, state,"
                  + " login_user, requested_at, expires_at)"
                  + " values ('e1', 'u-bob', 'nginx', 1, ?, 'ec2-user', now(), now())",
              state);
        });
  }

  private static ObjectNode sample(String name) {
    try {
      var file = Path.of("../samples/configurations", name + ".json");
      return Json.mapper().readValue(Files.readString(file), ObjectNode.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Configuration found(ConfigurationOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Found.class)).actual().configuration();
  }

  private static ProblemType refusal(ConfigurationOutcome outcome) {
    Problem problem = assertThat(outcome).asInstanceOf(type(Refused.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }
}
