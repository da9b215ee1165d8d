package io.cloudapp.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudapp.local.endpoint.AwsError;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages a subscriber gets, by their attributes: every name of the policy has to have one
 * of its values.
 *
 * <p>Exact values and {@code exists} are all that is understood. SNS knows more, and here the rest
 * is refused rather than taken and ignored.
 */
final class FilterPolicy {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_NAMES = 5;
  private static final int MOST_COMBINATIONS = 150;
  private static final int MOST_BYTES = 262_144;

  private final Map<String, List<JsonNode>> wanted;

  private FilterPolicy(Map<String, List<JsonNode>> wanted) {
    this.wanted = wanted;
  }

  /**
   * @param json empty for a policy that lets everything pass
   * @throws AwsError {@code InvalidParameter}
   */
  static FilterPolicy parse(String json) {
    if (json.isEmpty()) {
      return new FilterPolicy(Map.of());
    }
    if (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw refused("Filter policy is too large");
    }
    var tree = tree(json);
    if (!tree.isObject()) {
      throw refused("Filter policy must be a JSON object");
    }
    if (tree.size() > MOST_NAMES) {
      throw refused("Filter policy can not have more than " + MOST_NAMES + " keys");
    }
    var wanted = new LinkedHashMap<String, List<JsonNode>>();
    int combinations = 1;
    for (var entry : tree.properties()) {
      var values = values(entry.getKey(), entry.getValue());
      combinations *= values.size();
      if (combinations > MOST_COMBINATIONS) {
        throw refused("Filter policy is too complex");
      }
      wanted.put(entry.getKey(), values);
    }
    return new FilterPolicy(wanted);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw refused("failed to parse JSON");
    }
  }

  private static List<JsonNode> values(String name, JsonNode values) {
    if (!values.isArray()) {
      throw refused("\"" + name + "\" must be an object or an array");
    }
    if (values.isEmpty()) {
      throw refused("Empty arrays are not allowed");
    }
    var all = new ArrayList<JsonNode>();
    for (var value : values) {
      if (value.isObject() && !(value.size() == 1 && value.path("exists").isBoolean())) {
        throw refused("LocalCloud matches by exact value and exists only, not by " + value);
      }
      if (value.isArray()) {
        throw refused("Match value must be String, number, true, false, or null");
      }
      all.add(value);
    }
    return List.copyOf(all);
  }

  boolean lets(Map<String, Publication.Attribute> attributes) {
    return wanted.entrySet().stream()
        .allMatch(
            entry -> {
              var attribute = Optional.ofNullable(attributes.get(entry.getKey()));
              return entry.getValue().stream().anyMatch(value -> matches(value, attribute));
            });
  }

  private static boolean matches(JsonNode value, Optional<Publication.Attribute> attribute) {
    if (value.isObject()) {
      return value.path("exists").booleanValue() == attribute.isPresent();
    }
    return attribute.filter(it -> isOneOf(value, it)).isPresent();
  }

  private static boolean isOneOf(JsonNode value, Publication.Attribute attribute) {
    return switch (attribute.type()) {
      case "String" -> value.isTextual() && value.textValue().equals(attribute.value());
      case "Number" -> value.isNumber() && isEqual(value, attribute.value());
      case "String.Array" -> isIn(value, attribute.value());
      // SNS filters by no binary value.
      default -> false;
    };
  }

  private static boolean isIn(JsonNode value, String array) {
    try {
      for (var element : JSON.readTree(array)) {
        if (element.equals(value)
            || value.isNumber() && element.isNumber() && isEqual(value, element.asText())) {
          return true;
        }
      }
    } catch (JsonProcessingException notAnArray) {
      // SNS delivers such a message to nobody who filters by it.
    }
    return false;
  }

  private static boolean isEqual(JsonNode value, String number) {
    try {
      return value.decimalValue().compareTo(new BigDecimal(number)) == 0;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  private static AwsError refused(String reason) {
    return SnsRefusals.invalid("FilterPolicy: " + reason);
  }
}
