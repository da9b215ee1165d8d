package io.cloudapp.local.states.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one definition and gathers everything that AWS would say against it. */
final class DefinitionParser {

  private static final Set<String> TOP_FIELDS =
      Set.of("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage");
  private static final Set<String> GRAPH_FIELDS =
      Set.of("Comment", "StartAt", "States", "ProcessorConfig");
  private static final int SHOWN_SOURCE = 500;
  private static final int LONGEST_TIMEOUT = 99_999_999;

  private final String text;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Set<String> names = new HashSet<>();
  private boolean isJsonataMachine;

  DefinitionParser(String text) {
    this.text = text;
  }

  StateMachineDefinition parse() throws InvalidDefinition {
    var definition = definition();
    var isReadable = diagnostics.found().isEmpty();
    var parsed = isReadable ? read(definition) : null;
    if (!diagnostics.found().isEmpty()) {
      throw new InvalidDefinition(diagnostics.found());
    }
    return parsed;
  }

  private JsonObject definition() {
    try {
      if (!text.isBlank() && Json.parse(text) instanceof JsonObject object) {
        return object;
      }
      diagnostics.add(
          new Diagnostic(
              "SCHEMA_VALIDATION_FAILED",
              "Definition must be a valid JSON object",
              Optional.empty()));
    } catch (JsonProcessingException notJson) {
      var place = notJson.getLocation();
      var source =
          "[Source: (String)\"%s\"; line: %d, column: %d]"
              .formatted(
                  text.substring(0, Math.min(text.length(), SHOWN_SOURCE)),
                  place.getLineNr(),
                  place.getColumnNr());
      diagnostics.add(
          new Diagnostic(
              "INVALID_JSON_DESCRIPTION",
              notJson.getOriginalMessage() + "\n at " + source,
              Optional.of(source)));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return new JsonObject();
  }

  private StateMachineDefinition read(JsonObject definition) {
    var top = new Fields(definition, "/", "", diagnostics);
    top.require("States", "StartAt");
    if (!queryLanguage(top)) {
      return new StateMachineDefinition(text, new StateGraph("", Map.of()), Optional.empty());
    }
    top.allow(TOP_FIELDS);
    var timeout = top.integer("TimeoutSeconds", 1, LONGEST_TIMEOUT).map(Duration::ofSeconds);
    var graph = graph(top, "");
    new ScopeCheck(diagnostics).run(definition);
    return new StateMachineDefinition(text, graph, timeout);
  }

  /** Whether the states are JSONata; what is wrong with those of JSONPath is not looked for. */
  private boolean queryLanguage(Fields top) {
    var language = top.object().get("QueryLanguage");
    isJsonataMachine = language != null && !"JSONPath".equals(language);
    checkLanguage(top);
    if (!isJsonataMachine && top.has("States") && !everyStateIsJsonata(top)) {
      top.refuse(
          "QueryLanguage",
          "LocalCloud runs definitions whose QueryLanguage is 'JSONata'; this one is JSONPath,"
              + " which is also the default");
      return false;
    }
    return true;
  }

  private static boolean everyStateIsJsonata(Fields top) {
    return top.raw("States") instanceof JsonObject states
        && !states.isEmpty()
        && states.values().stream()
            .allMatch(
                state ->
                    state instanceof Map<?, ?> fields
                        && "JSONata".equals(fields.get("QueryLanguage")));
  }

  /** Reports a QueryLanguage outside the two there are; it then counts as JSONata, as on AWS. */
  static void checkLanguage(Fields fields) {
    fields
        .text("QueryLanguage")
        .filter(language -> !language.equals("JSONata") && !language.equals("JSONPath"))
        .ifPresent(
            language ->
                fields.refuse(
                    "QueryLanguage", "Value should be one of the following: [JSONPath, JSONata]"));
  }

  boolean isJsonata(Fields state) {
    return state.has("QueryLanguage")
        ? !"JSONPath".equals(state.object().get("QueryLanguage"))
        : isJsonataMachine;
  }

  boolean isJsonataMachine() {
    return isJsonataMachine;
  }

  /** A branch or an item processor, which is a graph of its own. */
  StateGraph nested(Fields fields, String path) {
    fields.require("States", "StartAt");
    fields.allow(GRAPH_FIELDS);
    return graph(fields, path);
  }

  private StateGraph graph(Fields fields, String path) {
    var startAt = fields.text("StartAt").orElse("");
    var states = new HashMap<String, State>();
    fields
        .object("States")
        .ifPresent(
            found -> {
              if (found.isEmpty()) {
                fields.refuse("States", "Value cannot be empty");
              }
              found.forEach(
                  (name, state) ->
                      state(name, state, path + "/States/" + name)
                          .ifPresent(read -> states.put(name, read)));
            });
    new GraphCheck(fields.object(), path, diagnostics).run();
    return new StateGraph(startAt, states);
  }

  private Optional<State> state(String name, Object value, String path) {
    if (name.isEmpty() || name.length() > 80) {
      diagnostics.schema("State name must have 1 to 80 characters", path);
    }
    if (!names.add(name)) {
      diagnostics.add(
          new Diagnostic(
              "DUPLICATE_STATE_NAME", "Duplicate State name: " + name, Optional.of(path)));
    }
    if (!(value instanceof JsonObject object)) {
      diagnostics.schema("Expected value of type [OBJECT]", path);
      return Optional.empty();
    }
    return new StateParser(this, name, new Fields(object, path, "", diagnostics)).parse();
  }
}
