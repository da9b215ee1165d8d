package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the fields of a JSON object and keeps one message for each that cannot be used. */
final class FieldReader {

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> errors() {
    return List.copyOf(errors);
  }

  void refuse(String field, String message) {
    if (errors.stream().noneMatch(error -> error.field().equals(field))) {
      errors.add(new FieldError(field, message));
    }
  }

  /** The text, or an empty one after a refusal. */
  String text(JsonNode object, String path, String field, Pattern pattern, String message) {
    return text(object, path, field, value -> pattern.matcher(value).matches(), message);
  }

  /** The text, or an empty one after a refusal; a missing field counts as an empty text. */
  String text(JsonNode object, String path, String field, Predicate<String> check, String message) {
    var node = object.path(field);
    var value = node.isMissingNode() || node.isNull() ? "" : node.textValue();
    if (value == null || !check.test(value)) {
      refuse(path + field, message);
      return "";
    }
    return value;
  }

  /** The whole number, or {@code minimum} after a refusal. */
  int number(JsonNode object, String path, String field, int minimum, int maximum, String message) {
    var node = object.path(field);
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < minimum
        || node.intValue() > maximum) {
      refuse(path + field, message);
      return minimum;
    }
    return node.intValue();
  }

  /** The elements, or none after a refusal; a missing field counts as an empty list. */
  List<JsonNode> list(JsonNode object, String path, String field, int maximum, String message) {
    var node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (!node.isArray() || node.size() > maximum) {
      refuse(path + field, message);
      return List.of();
    }
    var elements = new ArrayList<JsonNode>();
    node.forEach(elements::add);
    return elements;
  }
}
