package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns what JSONata answers into JSON. Sequences lose their marks here: kept in a variable they
 * would behave as sequences in the next expression, which AWS's do not.
 */
final class ExpressionResult {

  /** A result that JSON has no form for, such as a function. */
  static final class Unsupported extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unsupported() {
      super(null, null, false, false);
    }
  }

  private ExpressionResult() {}

  /**
   * @throws Unsupported when the result holds a function
   */
  static Object seal(Object result) {
    return switch (result) {
      case JsonObject object -> object;
      case JsonArray array -> array;
      case String text -> text;
      case Boolean truth -> truth;
      case Double number -> finite(number);
      case Number number -> number;
      case List<?> list -> array(list);
      case Map<?, ?> map when !Utils.isFunction(map) -> object(map);
      default -> {
        if (result == Jsonata.NULL_VALUE) {
          yield Json.NULL;
        }
        throw new Unsupported();
      }
    };
  }

  static Object sealLeniently(Object result) {
    try {
      return seal(result);
    } catch (Unsupported function) {
      return "";
    }
  }

  /** AWS writes a number that JSON cannot hold as the string of its name. */
  private static Object finite(Double number) {
    return Double.isFinite(number) ? number : String.valueOf(number);
  }

  private static JsonArray array(List<?> list) {
    var elements = new Object[list.size()];
    for (var index = 0; index < elements.length; index++) {
      var element = list.get(index);
      elements[index] = element == null ? Json.NULL : seal(element);
    }
    return JsonArray.of(Arrays.asList(elements));
  }

  private static JsonObject object(Map<?, ?> map) {
    var object = new JsonObject();
    for (var field : map.entrySet()) {
      // JSONata leaves undefined fields out by itself; a transform's copy holds null for JSON's
      // null.
      object.put(
          (String) field.getKey(), field.getValue() == null ? Json.NULL : seal(field.getValue()));
    }
    return object;
  }
}
