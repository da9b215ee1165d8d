package io.cloudapp.logic.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the details of an event fit to be shown: data as JSON instead of JSON in a text, nothing
 * secret, and nothing so large that the answer would not pass Lambda.
 */
final class EventDetails {

  /** Beyond this a value is left out and named under {@code truncated}. */
  static final int LONGEST_VALUE = 16 * 1024;

  /** Lambda answers 6 MB at most, of which the escapes take their part. */
  static final int LONGEST_ANSWER = 3 * 1024 * 1024;

  private static final String DETAILS = "Details";
  private static final Set<String> DATA =
      Set.of("input", "output", "parameters", "assignedVariables");

  private final boolean showsData;
  private int left = LONGEST_ANSWER;

  EventDetails(boolean showsData) {
    this.showsData = showsData;
  }

  ObjectNode of(LoggedEvent event) {
    var shown = Json.mapper().createObjectNode();
    for (var detail : event.details().properties()) {
      var name = detail.getKey();
      if (DATA.contains(name)) {
        data(shown, name, detail.getValue(), isTruncated(event, name));
      } else if (detail.getValue().isValueNode()) {
        text(shown, name, detail.getValue().asText());
      }
    }
    return shown;
  }

  private void data(ObjectNode shown, String name, JsonNode value, boolean isTruncated) {
    if (!showsData) {
      return;
    }
    var tree = isTruncated ? Optional.<JsonNode>empty() : tree(value);
    if (tree.isPresent() && fits(value)) {
      shown.set(name, Concealment.of(tree.get()));
    } else {
      shown.withArray("truncated").add(name);
    }
  }

  private void text(ObjectNode shown, String name, String value) {
    var text = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + " …" : value;
    left -= text.length();
    shown.put(name, Concealment.of(text));
  }

  private boolean fits(JsonNode value) {
    var length = value.isTextual() ? value.textValue().length() : value.toString().length();
    if (length > LONGEST_VALUE || length > left) {
      return false;
    }
    left -= length;
    return true;
  }

  private static boolean isTruncated(LoggedEvent event, String name) {
    return event.details().path(name + DETAILS).path("truncated").asBoolean(false);
  }

  /** The JSON in a text; variables have one text for each of them. */
  private static Optional<JsonNode> tree(JsonNode value) {
    try {
      if (value.isObject()) {
        var variables = Json.mapper().createObjectNode();
        for (var variable : value.properties()) {
          variables.set(variable.getKey(), Json.mapper().readTree(variable.getValue().asText()));
        }
        return Optional.of(variables);
      }
      return Optional.of(Json.mapper().readTree(value.asText()));
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }
}
