package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.expression.Expression;
import io.cloudapp.local.states.expression.ExpressionProblem;
import io.cloudapp.local.states.expression.Template;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object of a definition while it is read: typed access to its fields, and a diagnostic
 * for each that is not as AWS wants it.
 *
 * @param path where the object is, for example {@code /States/X/Retry[0]}
 * @param relative the same relative to the state, as the causes of failed evaluations have it
 */
record Fields(JsonObject object, String path, String relative, Diagnostics diagnostics) {

  /** When an expression of a field is evaluated, which decides what it may mention. */
  enum Moment {
    BEFORE_RESULT,
    WITH_RESULT,
    IN_CATCH
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  void refuse(String message) {
    diagnostics.schema(message, path);
  }

  void refuse(String field, String message) {
    diagnostics.schema(message, at(field));
  }

  String at(String field) {
    return (path.equals("/") ? "" : path) + "/" + field;
  }

  private String relativeTo(String field) {
    return relative.isEmpty() ? field : relative + "/" + field;
  }

  void require(String... names) {
    var missing = List.of(names).stream().filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      refuse("These fields are required: [" + String.join(", ", missing) + "]");
    }
  }

  void onlyOneOf(String first, String second) {
    if (has(first) && has(second)) {
      refuse("There should only be one of the following fields: [" + first + ", " + second + "]");
    }
  }

  void allow(Set<String> names) {
    for (var name : object.keySet()) {
      if (!names.contains(name)) {
        refuse("Field '" + name + "' is not supported");
      }
    }
  }

  Optional<String> text(String name) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> {
        refuse(name, "Expected value of type [STRING]");
        yield Optional.empty();
      }
    };
  }

  Optional<JsonObject> object(String name) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case JsonObject found -> Optional.of(found);
      default -> {
        refuse(name, "Expected value of type [OBJECT]");
        yield Optional.empty();
      }
    };
  }

  /** The elements of an array of objects, each with its own path. */
  List<Fields> objects(String name) {
    if (!(object.get(name) instanceof List<?> array)) {
      if (has(name)) {
        refuse(name, "Expected value of type [ARRAY]");
      }
      return List.of();
    }
    var elements = new ArrayList<Fields>();
    for (var index = 0; index < array.size(); index++) {
      var place = name + "[" + index + "]";
      if (array.get(index) instanceof JsonObject element) {
        elements.add(new Fields(element, at(place), relativeTo(place), diagnostics));
      } else {
        diagnostics.schema("Expected value of type [OBJECT]", at(place));
      }
    }
    return elements;
  }

  List<String> texts(String name) {
    if (!(object.get(name) instanceof List<?> array)) {
      if (has(name)) {
        refuse(name, "Expected value of type [ARRAY]");
      }
      return List.of();
    }
    if (array.isEmpty()) {
      refuse(name, "Value cannot be empty");
    }
    for (var index = 0; index < array.size(); index++) {
      if (!(array.get(index) instanceof String)) {
        refuse(name + "[" + index + "]", "Expected value of type [STRING]");
        return List.of();
      }
    }
    return array.stream().map(String.class::cast).toList();
  }

  Optional<Double> number(String name, double minimum) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case Number number -> {
        if (number.doubleValue() < minimum) {
          refuse(
              name, "Minimum value is " + (isInteger(number) ? "" + (long) minimum : "" + minimum));
        }
        yield Optional.of(number.doubleValue());
      }
      default -> {
        refuse(name, "Expected value of type [NUMBER]");
        yield Optional.empty();
      }
    };
  }

  Optional<Integer> integer(String name, int minimum, int maximum) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case Number number when isInteger(number) ->
          Optional.of(bounded(name, number.longValue(), minimum, maximum));
      default -> {
        refuse(name, "Expected value of type [INTEGER]");
        yield Optional.empty();
      }
    };
  }

  private int bounded(String name, long value, int minimum, int maximum) {
    if (value < minimum) {
      refuse(name, "Minimum value is " + minimum);
    } else if (value > maximum) {
      refuse(name, "Maximum value is " + maximum);
    }
    return (int) Math.clamp(value, minimum, maximum);
  }

  private static boolean isInteger(Number number) {
    return number instanceof Integer || number instanceof Long;
  }

  /** An integer, or an expression of one. */
  Optional<Template> integerOrExpression(String name, int minimum, int maximum) {
    if (object.get(name) instanceof String text && Expression.isExpression(text)) {
      return template(name, Moment.BEFORE_RESULT);
    }
    return integer(name, minimum, maximum).map(Template.Literal::new);
  }

  /** A text, or an expression of one. */
  Optional<Template> textOrExpression(String name) {
    return text(name).flatMap(text -> template(name, Moment.BEFORE_RESULT));
  }

  Optional<Template> template(String name, Moment moment) {
    return has(name)
        ? Optional.of(Template.read(object.get(name), relativeTo(name), listener(moment)))
        : Optional.empty();
  }

  Effects effects(Moment moment) {
    if (has("Assign")) {
      object("Assign")
          .ifPresent(
              assign ->
                  assign.keySet().stream()
                      .filter(variable -> !isVariable(variable))
                      .forEach(
                          variable ->
                              refuse("Assign", "Variable name '" + variable + "' is not valid")));
    }
    return new Effects(template("Assign", moment), template("Output", moment));
  }

  private static boolean isVariable(String name) {
    return !name.isEmpty()
        && name.length() <= 80
        && !name.equals("states")
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
  }

  private Template.Listener listener(Moment moment) {
    var base =
        path.endsWith(relative) ? path.substring(0, path.length() - relative.length()) : path;
    var root = base.endsWith("/") ? base : base + "/";
    return new Template.Listener() {
      @Override
      public void found(Expression expression, String location) {
        expression
            .problems(moment == Moment.WITH_RESULT, moment == Moment.IN_CATCH)
            .forEach(problem -> refused(problem, location));
      }

      @Override
      public void refused(ExpressionProblem problem, String location) {
        diagnostics.add(
            new Diagnostic(problem.code(), problem.message(), Optional.of(root + location)));
      }
    };
  }

  Object raw(String name) {
    return object.getOrDefault(name, Json.NULL);
  }
}
