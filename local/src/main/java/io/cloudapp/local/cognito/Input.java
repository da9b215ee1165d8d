package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a request, read with Cognito's refusals, and the shapes answers share. */
record Input(ObjectNode members) {

  static ObjectNode answer() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Timestamps of the JSON protocol: seconds since the epoch, with milliseconds. */
  static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }

  static void putTexts(ObjectNode target, String member, Collection<String> values) {
    var array = target.putArray(member);
    values.forEach(array::add);
  }

  String text(String member) {
    return optionalText(member)
        .orElseThrow(
            () ->
                Refusal.invalidParameter(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(Character.toLowerCase(member.charAt(0)) + member.substring(1))));
  }

  Optional<String> optionalText(String member) {
    var value = members.path(member);
    return value.isTextual() && !value.asText().isEmpty()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  boolean flag(String member) {
    return members.path(member).asBoolean(false);
  }

  Optional<ObjectNode> object(String member) {
    return members.get(member) instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }

  List<String> texts(String member) {
    var texts = new ArrayList<String>();
    members.path(member).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** A map of strings, for example {@code AuthParameters}. */
  Map<String, String> map(String member) {
    var map = new LinkedHashMap<String, String>();
    members
        .path(member)
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  /** A list of {@code {"Name": …, "Value": …}}, for example {@code UserAttributes}. */
  Map<String, String> attributes(String member) {
    var map = new LinkedHashMap<String, String>();
    for (JsonNode attribute : members.path(member)) {
      map.put(attribute.path("Name").asText(), attribute.path("Value").asText(""));
    }
    return map;
  }

  /** The size of a page: 1 to 60 in all of Cognito's lists. */
  int limit(String member) {
    var value = members.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return 60;
    }
    var limit = value.asInt(-1);
    if (limit < 1 || limit > 60) {
      throw Refusal.invalidParameter(
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have value between 1 and 60"
              .formatted(
                  value.asText(), Character.toLowerCase(member.charAt(0)) + member.substring(1)));
    }
    return limit;
  }
}
