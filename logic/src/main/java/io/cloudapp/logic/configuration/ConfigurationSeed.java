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

/** The configurations a new installation begins with; they are {@code samples/configurations}. */
@Singleton
public final class ConfigurationSeed {

  static final List<String> NAMES = List.of("amazon-linux", "docker-host", "jupyter", "nginx");

  private final ConfigurationStore store;
  private final Clock clock;

  ConfigurationSeed(ConfigurationStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Adds those whose name was never used; one that an admin changed or deleted stays so. */
  public void plant() {
    for (var name : NAMES) {
      if (!store.isNameKnown(name)) {
        store.create(sample(name), "installation");
      }
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
