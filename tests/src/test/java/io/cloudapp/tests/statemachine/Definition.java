package io.cloudapp.tests.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A state machine's file with its cases.
 *
 * @param name of the file, without {@code .asl.json}
 */
record Definition(String name, String text, String cases) {

  private static final Path FOLDER = Path.of("..", "statemachines");
  private static final String SUFFIX = ".asl.json";

  static List<Definition> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .sorted()
          .map(file -> read(file.substring(0, file.length() - SUFFIX.length())))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Definition read(String name) {
    try {
      return new Definition(
          name,
          Files.readString(FOLDER.resolve(name + SUFFIX)),
          Files.readString(FOLDER.resolve(name + ".cases.json")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  JsonNode root() {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  /** Every state with its name, those inside branches too. */
  Map<String, JsonNode> states() {
    var states = new LinkedHashMap<String, JsonNode>();
    collect(root(), states);
    return states;
  }

  private static void collect(JsonNode machine, Map<String, JsonNode> states) {
    machine
        .path("States")
        .properties()
        .forEach(
            state -> {
              states.put(state.getKey(), state.getValue());
              state.getValue().path("Branches").forEach(branch -> collect(branch, states));
              collect(state.getValue().path("ItemProcessor"), states);
            });
  }

  Map<String, JsonNode> states(String type) {
    var states = states();
    states.values().removeIf(state -> !state.get("Type").asText().equals(type));
    return states;
  }

  /** The error names that a state retries or catches. */
  static List<String> awaitedErrors(JsonNode state) {
    var errors = new ArrayList<String>();
    for (var field : List.of("Retry", "Catch")) {
      state
          .path(field)
          .forEach(rule -> rule.path("ErrorEquals").forEach(error -> errors.add(error.asText())));
    }
    return errors;
  }

  @Override
  public String toString() {
    return name;
  }
}
