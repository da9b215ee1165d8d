package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.configuration.ConfigurationReader.Reading;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The configurations a new installation begins with; they are {@code samples/configurations}. */
@Singleton
public final class ConfigurationSeed {

  static final List<String> NAMES = List.of("amazon-linux", "docker-host", "jupyter", "nginx");

  private static final String AUTHOR = "installation";

  private final Jdbi jdbi;
  private final VersionStore versions;
  private final Clock clock;

  ConfigurationSeed(Jdbi jdbi, VersionStore versions, Clock clock) {
    this.jdbi = jdbi;
    this.versions = versions;
    this.clock = clock;
  }

  /** Adds those whose name was never used; one that an admin changed or deleted stays so. */
  public void plant() {
    for (var name : NAMES) {
      jdbi.useTransaction(transaction -> plant(transaction, name));
    }
  }

  private void plant(Handle transaction, String name) {
    if (versions.isNameKnown(transaction, name)) {
      return;
    }
    var sample = sample(name);
    // Of two services that start at once, one adds it.
    if (versions.add(transaction, name, sample.enabled())) {
      var version = versions.writeDraft(transaction, sample, AUTHOR, Optional.empty());
      versions.publish(transaction, name, version, AUTHOR, sample.changedAt());
    }
  }

  private Configuration sample(String name) {
    return switch (ConfigurationReader.read(read(name), Optional.of(name), clock.instant())) {
      case Reading.Valid(Configuration configuration) -> configuration;
      case Reading.Invalid(var errors) ->
          throw new IllegalStateException("The sample " + name + " is wrong: " + errors);
    };
  }

  private static ObjectNode read(String name) {
    try (var resource =
        ConfigurationSeed.class.getResourceAsStream("/configurations/" + name + ".json")) {
      return Json.mapper().readValue(resource, ObjectNode.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The sample " + name + " cannot be read", unreadable);
    }
  }
}
