package io.cloudapp.pulumi.cost;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The states that a provision goes through when all is well: the path of the first case in {@code
 * statemachines/provision-instance.cases.json}, which a test proves, with as many looks at the boot
 * as it takes.
 */
record HappyPath(List<String> states, Map<String, JsonNode> definitions) {

  static final String LOOK = "Read boot";
  private static final String WAIT = "Wait for boot";

  HappyPath {
    states = List.copyOf(states);
    definitions = Map.copyOf(definitions);
  }

  static HappyPath read() {
    var machine = StateMachine.PROVISION_INSTANCE.machineName();
    var definitions = new HashMap<String, JsonNode>();
    collect(json("/statemachines/" + machine + ".asl.json"), definitions);
    var path = json("/statemachines/" + machine + ".cases.json").get(0).at("/expect/path");
    var states = StreamSupport.stream(path.spliterator(), false).map(JsonNode::asText).toList();
    return new HappyPath(states, definitions);
  }

  /** How many looks at the boot a boot of so many seconds takes. */
  double looks(double bootSeconds) {
    return 1 + Math.ceil(bootSeconds / definitions.get(WAIT).path("Seconds").asDouble());
  }

  /** How often it calls what has this resource, the looks at the boot counted apart. */
  long calls(String resource) {
    return states.stream()
        .filter(state -> !state.equals(LOOK))
        .filter(state -> definitions.get(state).path("Resource").asText().endsWith(resource))
        .count();
  }

  /**
   * How many records the log of level ALL gets: a task is entered, scheduled, started, succeeded
   * and left, any other state entered and left.
   */
  double logRecords(double bootSeconds) {
    var records = 2.0;
    for (var state : states) {
      records += records(state);
    }
    var counted = states.stream().filter(LOOK::equals).count();
    // A further look is the task, two choices and the wait.
    return records + (looks(bootSeconds) - counted) * (records(LOOK) + 3 * records(WAIT));
  }

  private int records(String state) {
    return definitions.get(state).path("Type").asText().equals("Task") ? 5 : 2;
  }

  private static void collect(JsonNode machine, Map<String, JsonNode> into) {
    machine
        .path("States")
        .properties()
        .forEach(
            state -> {
              into.put(state.getKey(), state.getValue());
              state.getValue().path("Branches").forEach(branch -> collect(branch, into));
            });
  }

  private static JsonNode json(String name) {
    try (var file = HappyPath.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing on the class path");
      }
      return Json.mapper().readTree(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
