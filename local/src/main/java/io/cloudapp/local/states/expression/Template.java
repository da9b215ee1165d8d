package io.cloudapp.local.states.expression;

import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A value of a definition, with expressions anywhere in it. */
public sealed interface Template {

  /** A value without expressions, shared by every evaluation. */
  record Literal(Object value) implements Template {}

  /**
   * One expression.
   *
   * @param location its field relative to the state, for example {@code Arguments/Payload/id}
   */
  record Computed(Expression expression, String location) implements Template {}

  /** An object that has an expression somewhere. */
  record Fields(String[] names, Template[] values) implements Template {}

  /** An array that has an expression somewhere. */
  record Elements(Template[] values) implements Template {}

  /**
   * @throws EvaluationFailure when an expression in it fails
   */
  default Object evaluate(Scope scope) {
    return switch (this) {
      case Literal literal -> literal.value();
      case Computed computed -> computed.expression().evaluate(scope, computed.location());
      case Fields fields -> {
        var object = new JsonObject();
        for (var index = 0; index < fields.names().length; index++) {
          object.put(fields.names()[index], fields.values()[index].evaluate(scope));
        }
        yield object;
      }
      case Elements elements -> {
        var array = new Object[elements.values().length];
        for (var index = 0; index < array.length; index++) {
          array[index] = elements.values()[index].evaluate(scope);
        }
        yield JsonArray.of(List.of(array));
      }
    };
  }

  /**
   * Evaluates and holds the result against a JSON type.
   *
   * @throws EvaluationFailure also when the result is of another type, in AWS's words
   */
  default Object evaluate(Scope scope, String type) {
    var value = evaluate(scope);
    if (this instanceof Computed computed && !Json.type(value).equals(type)) {
      throw computed
          .expression()
          .failed(
              computed.location(),
              " returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                  .formatted(type, Json.type(value), Json.write(value)));
    }
    return value;
  }

  /**
   * Reads a value of a definition.
   *
   * @param location the value's field relative to the state
   * @param found what is told of every expression, with its location, and of those that do not
   *     parse
   */
  static Template read(Object value, String location, Listener found) {
    return switch (value) {
      case String text when Expression.isExpression(text) -> computed(text, location, found);
      case Map<?, ?> object -> {
        var names = new String[object.size()];
        var values = new Template[object.size()];
        var literal = new boolean[] {true};
        eachField(
            object,
            (index, field) -> {
              names[index] = (String) field.getKey();
              values[index] = read(field.getValue(), location + "/" + field.getKey(), found);
              literal[0] &= values[index] instanceof Literal;
            });
        yield literal[0] ? new Literal(value) : new Fields(names, values);
      }
      case List<?> array -> {
        var values = new Template[array.size()];
        var literal = true;
        for (var index = 0; index < values.length; index++) {
          values[index] = read(array.get(index), location + "[" + index + "]", found);
          literal &= values[index] instanceof Literal;
        }
        yield literal ? new Literal(value) : new Elements(values);
      }
      default -> new Literal(value);
    };
  }

  /** Who wants to know of the expressions in a template while it is read. */
  interface Listener {
    void found(Expression expression, String location);

    void refused(ExpressionProblem problem, String location);
  }

  private static Template computed(String text, String location, Listener found) {
    try {
      var expression = Expression.compile(text);
      found.found(expression, location);
      return new Computed(expression, location);
    } catch (Expression.SyntaxError syntax) {
      found.refused(syntax.problem(), location);
      return new Literal(text);
    }
  }

  private static void eachField(Map<?, ?> object, BiConsumer<Integer, Map.Entry<?, ?>> each) {
    var index = 0;
    for (var field : object.entrySet()) {
      each.accept(index++, field);
    }
  }
}
