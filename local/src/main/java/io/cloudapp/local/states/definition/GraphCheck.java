package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Whether every transition leads to a state of the same graph, every state can be reached, and the
 * workflow can end. Works on the JSON, so that it speaks of a definition that is wrong elsewhere
 * too.
 *
 * @param path where the graph is; empty for the workflow itself
 */
record GraphCheck(JsonObject graph, String path, Diagnostics diagnostics) {

  private static final Set<String> TERMINAL = Set.of("Succeed", "Fail");

  void run() {
    if (!(graph.get("States") instanceof JsonObject states)) {
      return;
    }
    var isKnown = states.keySet();
    var start = graph.get("StartAt") instanceof String name ? name : "";
    if (graph.containsKey("StartAt") && !isKnown.contains(start)) {
      missing(start, path + "/StartAt");
    }
    states.forEach(
        (name, state) ->
            targets(
                state,
                (field, target) -> {
                  if (!isKnown.contains(target)) {
                    missing(target, path + "/States/" + name + "/" + field);
                  }
                }));
    if (path.isEmpty() && states.values().stream().noneMatch(GraphCheck::isTerminal)) {
      diagnostics.add(
          new Diagnostic("MISSING_END_STATE", "Workflow has no terminal state", Optional.empty()));
      return;
    }
    if (!start.isEmpty()) {
      unreachable(states, start);
    }
  }

  private void unreachable(JsonObject states, String start) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      var name = open.poll();
      if (states.containsKey(name) && reached.add(name)) {
        targets(states.get(name), (field, target) -> open.add(target));
      }
    }
    for (var name : states.keySet()) {
      if (!reached.contains(name)) {
        diagnostics.add(
            new Diagnostic(
                "MISSING_TRANSITION_TARGET",
                "State \"" + name + "\" is not reachable.",
                Optional.of(path + "/States/" + name)));
      }
    }
  }

  private void missing(String target, String location) {
    diagnostics.add(
        new Diagnostic(
            "MISSING_TRANSITION_TARGET",
            "Missing 'Next' target: " + target,
            Optional.of(location)));
  }

  private static boolean isTerminal(Object state) {
    return state instanceof Map<?, ?> fields
        && (Boolean.TRUE.equals(fields.get("End"))
            || TERMINAL.contains(String.valueOf(fields.get("Type"))));
  }

  private static void targets(Object state, BiConsumer<String, String> each) {
    if (!(state instanceof JsonObject fields)) {
      return;
    }
    for (var field : List.of("Next", "Default")) {
      if (fields.get(field) instanceof String target) {
        each.accept(field, target);
      }
    }
    for (var list : List.of("Choices", "Catch")) {
      if (fields.get(list) instanceof List<?> entries) {
        for (var index = 0; index < entries.size(); index++) {
          if (entries.get(index) instanceof JsonObject entry
              && entry.get("Next") instanceof String target) {
            each.accept(list + "[" + index + "]/Next", target);
          }
        }
      }
    }
  }
}
