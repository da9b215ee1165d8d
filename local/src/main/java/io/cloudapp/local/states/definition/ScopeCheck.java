package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Whether a branch or an item processor leaves the names of the variables around it alone, which
 * AWS asks for because what it assigned would be gone after it.
 */
record ScopeCheck(Diagnostics diagnostics) {

  void run(JsonObject definition) {
    check(definition, "", Set.of());
  }

  private void check(JsonObject graph, String path, Set<String> outer) {
    if (!(graph.get("States") instanceof JsonObject states)) {
      return;
    }
    var visible = new HashSet<>(outer);
    each(
        states,
        path + "/States",
        (location, state) ->
            assigned(
                state,
                location,
                (place, name) -> {
                  visible.add(name);
                  if (outer.contains(name)) {
                    diagnostics.schema(
                        "Variable name '" + name + "' is already assigned in an outer scope",
                        place);
                  }
                }));
    each(states, path + "/States", (location, state) -> nested(state, location, visible));
  }

  private void nested(JsonObject state, String path, Set<String> visible) {
    elements(state, path, "Branches", (location, branch) -> check(branch, location, visible));
    for (var field : List.of("ItemProcessor", "Iterator")) {
      if (state.get(field) instanceof JsonObject processor) {
        check(processor, path + "/" + field, visible);
      }
    }
  }

  private static void assigned(JsonObject state, String path, BiConsumer<String, String> found) {
    names(state, path, found);
    elements(state, path, "Choices", (location, rule) -> names(rule, location, found));
    elements(state, path, "Catch", (location, catcher) -> names(catcher, location, found));
  }

  private static void names(JsonObject owner, String path, BiConsumer<String, String> found) {
    if (owner.get("Assign") instanceof JsonObject assign) {
      assign.keySet().forEach(name -> found.accept(path + "/Assign", name));
    }
  }

  private static void each(JsonObject states, String path, BiConsumer<String, JsonObject> found) {
    states.forEach(
        (name, state) -> {
          if (state instanceof JsonObject object) {
            found.accept(path + "/" + name, object);
          }
        });
  }

  private static void elements(
      JsonObject owner, String path, String field, BiConsumer<String, JsonObject> found) {
    if (owner.get(field) instanceof List<?> list) {
      for (var index = 0; index < list.size(); index++) {
        if (list.get(index) instanceof JsonObject object) {
          found.accept(path + "/" + field + "[" + index + "]", object);
        }
      }
    }
  }
}
