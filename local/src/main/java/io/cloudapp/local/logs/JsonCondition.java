package io.cloudapp.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the inside of a JSON selector: comparisons joined by {@code &&} and {@code ||}. */
final class JsonCondition {

  private static final Pattern SELECTOR =
      Pattern.compile("\\$((?:\\.[A-Za-z0-9_-]+|\\[\\d+]|\\['[^']+'])+)");
  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z0-9_-]+)|\\[(\\d+)]|\\['([^']+)']");
  private static final Pattern OPERATOR = Pattern.compile("!=|>=|<=|=|>|<");
  private static final Pattern OPERAND =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s()&|]+)");

  private final String text;
  private int at;

  JsonCondition(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when the text is no condition
   */
  Predicate<JsonNode> parse() {
    var condition = either();
    skipSpace();
    if (at < text.length()) {
      throw unreadable();
    }
    return condition;
  }

  private Predicate<JsonNode> either() {
    var condition = both();
    while (taken("||")) {
      condition = condition.or(both());
    }
    return condition;
  }

  private Predicate<JsonNode> both() {
    var condition = one();
    while (taken("&&")) {
      condition = condition.and(one());
    }
    return condition;
  }

  private Predicate<JsonNode> one() {
    if (taken("(")) {
      var condition = either();
      if (!taken(")")) {
        throw unreadable();
      }
      return condition;
    }
    var steps = token(SELECTOR);
    var operator = token(OPERATOR)[0];
    var operand = token(OPERAND);
    Predicate<JsonNode> test =
        operand[1] != null
            ? quoted(operator, operand[1].replace("\\\"", "\"").replace("\\\\", "\\"))
            : bare(operator, operand[2]);
    return tree -> {
      var value = select(tree, steps[1]);
      return !value.isMissingNode() && test.test(value);
    };
  }

  private Predicate<JsonNode> quoted(String operator, String operand) {
    var like = Pattern.compile(Pattern.quote(operand).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    Predicate<JsonNode> equal = value -> like.matcher(value.asText()).matches();
    return switch (operator) {
      case "=" -> equal;
      case "!=" -> equal.negate();
      default -> throw unreadable();
    };
  }

  private Predicate<JsonNode> bare(String operator, String operand) {
    BigDecimal number;
    try {
      number = new BigDecimal(operand);
    } catch (NumberFormatException text) {
      return quoted(operator, operand);
    }
    return value -> value.isNumber() && holds(operator, value.decimalValue().compareTo(number));
  }

  private static boolean holds(String operator, int comparison) {
    return switch (operator) {
      case "=" -> comparison == 0;
      case "!=" -> comparison != 0;
      case ">" -> comparison > 0;
      case ">=" -> comparison >= 0;
      case "<" -> comparison < 0;
      default -> comparison <= 0;
    };
  }

  private static JsonNode select(JsonNode tree, String path) {
    var value = tree;
    var steps = STEP.matcher(path);
    while (steps.find()) {
      if (steps.group(2) != null) {
        value = value.path(Integer.parseInt(steps.group(2)));
      } else {
        value = value.path(steps.group(1) != null ? steps.group(1) : steps.group(3));
      }
    }
    return value;
  }

  private boolean taken(String symbol) {
    skipSpace();
    if (text.startsWith(symbol, at)) {
      at += symbol.length();
      return true;
    }
    return false;
  }

  private String[] token(Pattern pattern) {
    skipSpace();
    var found = pattern.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      throw unreadable();
    }
    at = found.end();
    var groups = new String[found.groupCount() + 1];
    for (int index = 0; index < groups.length; index++) {
      groups[index] = found.group(index);
    }
    return groups;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException("Invalid character(s) in term '" + text.strip() + "'");
  }
}
