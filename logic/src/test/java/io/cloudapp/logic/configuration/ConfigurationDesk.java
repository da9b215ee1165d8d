package io.cloudapp.logic.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Found;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Refused;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.price.PriceLists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Configurations with a database of their own, and people who use and change them. */
final class ConfigurationDesk {

  static final Caller ADMIN = new Caller("u-ada", "ada", Role.ADMIN, "s1");
  static final Caller USER = new Caller("u-bob", "bob", Role.USER, "s2");
  private static final Ids IDS = Ids.sortable();
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final Jdbi jdbi = EmbeddedAurora.fresh();
  final ConfigurationStore store = new ConfigurationStore(jdbi);
  final VersionStore versions = new VersionStore(jdbi);
  final Rehearsed rehearsal = new Rehearsed();
  final Configurations configurations =
      new Configurations(store, versions, rehearsal, PriceLists.ofIreland(), clock);
  final ChangeConfigurations changes =
      new ChangeConfigurations(
          jdbi, versions, configurations, rehearsal, new AuditLog(jdbi, IDS, clock), clock);
  final ConfigurationSeed seed = new ConfigurationSeed(jdbi, versions, clock);

  /** Finds fault with what a test tells it to. */
  static final class Rehearsed implements LaunchRehearsal {

    private Optional<FieldError> fault = Optional.empty();

    void failWith(String field, String message) {
      fault = Optional.of(new FieldError(field, message));
    }

    @Override
    public List<FieldError> check(Configuration configuration) {
      return fault.stream().toList();
    }

    @Override
    public LaunchPreview preview(Configuration configuration) {
      return new LaunchPreview("#cloud-config", 13, Optional.empty(), Optional.empty());
    }
  }

  static Caller userIn(String... groups) {
    return new Caller("u-bob", "bob", Role.USER, "s2", Set.of(groups), "");
  }

  ConfigurationOffer create(ObjectNode sent) {
    return found(changes.create(ADMIN, sent));
  }

  ConfigurationOffer createPublished(ObjectNode sent) {
    return create(sent.put("publish", true));
  }

  /** A draft made from the latest version. */
  ConfigurationOffer draft(ObjectNode sent) {
    var latest = offer(ADMIN, sent.get("name").asText()).latestVersion();
    return found(changes.change(ADMIN, sent.get("name").asText(), sent.put("version", latest)));
  }

  ConfigurationOffer offer(Caller caller, String name) {
    return found(configurations.read(caller, name));
  }

  List<String> seenBy(Caller caller) {
    return configurations.list(caller, "", 50).items().stream()
        .map(offer -> offer.configuration().name())
        .toList();
  }

  /** {@code ACTION target: detail}, the oldest first. */
  List<String> audited() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select action || ' ' || outcome || ' ' || target || ': ' || detail"
                        + " from audit_events order by id")
                .mapTo(String.class)
                .list());
  }

  void addInstance(String owner, String state) {
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "insert into users (id, username, created_at) values (?, ?, now())"
                  + " on conflict do nothing",
              "u-" + owner,
              owner);
          var id = IDS.next();
          handle.execute(
              "insert into executions (id, kind, state, user_id, idempotency_key, payload_hash,"
                  + " instance_id, configuration, configuration_version, requested_at, deadline)"
                  + " values (?, 'PROVISION', 'RUNNING', ?, ?, 'h', ?, 'nginx', 1, now(), now())",
              id,
              "u-" + owner,
              id,
              id);
          handle.execute(
              "insert into instances (id, owner_id, configuration, configuration_version, state,"
                  + " login_user, requested_at, expires_at)"
                  + " values (?, ?, 'nginx', 1, ?, 'ec2-user', now(), now())",
              id,
              "u-" + owner,
              state);
        });
  }

  static ObjectNode sample(String name) {
    try {
      var file = Path.of("../samples/configurations", name + ".json");
      return Json.mapper().readValue(Files.readString(file), ObjectNode.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static ObjectNode body(String json) {
    try {
      return Json.mapper().readValue(json, ObjectNode.class);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  static ConfigurationOffer found(ConfigurationOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Found.class)).actual().offer();
  }

  static Problem problem(ConfigurationOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Refused.class)).actual().problem();
  }

  static ProblemType refusal(ConfigurationOutcome outcome) {
    return ProblemType.of(problem(outcome).type()).orElseThrow();
  }
}
