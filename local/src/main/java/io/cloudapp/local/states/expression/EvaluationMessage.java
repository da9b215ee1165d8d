package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import io.cloudapp.local.states.json.Json;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/**
 * The sentence for an expression that failed, in AWS's wording. The library leaves placeholders
 * unfilled, calls a function "Object" and does not show its codes, so the sentence is made here.
 */
final class EvaluationMessage {

  private static final String FIRST = "\u0001";
  private static final String SECOND = "\u0002";
  private static final Map<String, String> ELEMENT_TYPES =
      Map.of("n", "numbers", "s", "strings", "b", "booleans", "o", "objects", "a", "arrays");

  private EvaluationMessage() {}

  /** What follows "threw an error during evaluation", with its separator. */
  static String of(Throwable failure, ExpressionTree tree) {
    var cause = root(failure);
    return switch (cause) {
      case JException known -> known(known, tree);
      case NumberFormatException notANumber ->
          ". D3030: Unable to cast value to a number: " + quoted(notANumber);
      case DateTimeParseException notATime ->
          ". D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp."
              + " Given "
              + shown(notATime.getParsedString());
      case ClassCastException mixed when tree.variables().contains("sort") ->
          ". D3070: The single argument form of the sort function can only be applied to an array"
              + " of strings or an array of numbers.  Use the second argument to specify a"
              + " comparison function";
      case ClassCastException mixed -> mismatch(tree);
      case IllegalArgumentException mixed
          when "argument type mismatch".equals(mixed.getMessage()) ->
          mismatch(tree);
      case StackOverflowError deep ->
          ": Stack overflow error: Check for non-terminating recursive function.";
      case OutOfMemoryError large -> ": Expression evaluation memory limit exceeded";
      default ->
          ": "
              + (cause.getMessage() == null
                  ? cause.getClass().getSimpleName()
                  : cause.getMessage());
    };
  }

  private static String mismatch(ExpressionTree tree) {
    return ". T0410: Argument 1 of function "
        + shown(tree.functionAt(-1))
        + " does not match function signature";
  }

  private static Throwable root(Throwable failure) {
    var current = failure;
    while (!(current instanceof JException) && current.getCause() != null) {
      current = current.getCause();
    }
    return current;
  }

  private static String known(JException failure, ExpressionTree tree) {
    var code = failure.getError();
    if (code == null || !isCode(code)) {
      return ": " + code;
    }
    return ". " + code + ": " + text(failure, code, tree);
  }

  private static String text(JException failure, String code, ExpressionTree tree) {
    var first = failure.getCurrent();
    var second = failure.getExpected();
    return switch (code) {
      case "D3137", "D3141" -> String.valueOf(first);
      case "D3140" -> "Malformed URL passed to $%s(): %s".formatted(second, shown(first));
      case "T0412" ->
          "Argument 1 of function %s must be an array of %s"
              .formatted(
                  shown(tree.functionAt(failure.getLocation())),
                  shown(
                      ELEMENT_TYPES.getOrDefault(String.valueOf(second), String.valueOf(second))));
      case "T0410" ->
          "Argument %s of function %s does not match function signature"
              .formatted(first instanceof Number ? shown(first) : "1", name(second, failure, tree));
      case "T2009" ->
          "The values %s and %s either side of operator %s must be of the same data type"
              .formatted(shown(first), shown(second), shown(tree.comparison()));
      default ->
          JException.msg(code, -1, FIRST, SECOND)
              .replace(" Object ", " function ")
              .replace("\"" + FIRST + "\"", shown(first))
              .replace("\"" + SECOND + "\"", shown(second));
    };
  }

  private static String name(Object named, JException failure, ExpressionTree tree) {
    return shown(named == null ? tree.functionAt(failure.getLocation()) : named);
  }

  private static boolean isCode(String code) {
    return code.length() == 5
        && "STDU".indexOf(code.charAt(0)) >= 0
        && code.chars().skip(1).allMatch(Character::isDigit);
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "undefined";
      case String text -> Json.write(text);
      case Number number -> Json.write(number);
      case Boolean truth -> truth.toString();
      case Map<?, ?> object -> Json.write(ExpressionResult.sealLeniently(object));
      case List<?> array -> Json.write(ExpressionResult.sealLeniently(array));
      default -> value == Jsonata.NULL_VALUE ? "null" : "\"\"";
    };
  }

  private static String quoted(NumberFormatException failure) {
    var message = String.valueOf(failure.getMessage());
    var start = message.indexOf('"');
    return start < 0 ? message : message.substring(start);
  }
}
