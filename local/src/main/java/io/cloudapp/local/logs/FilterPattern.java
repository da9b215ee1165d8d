package io.cloudapp.local.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A CloudWatch Logs filter pattern: {@code term "quoted term" -without ?either ?or}, or a JSON
 * selector such as {@code { $.type = "ExecutionFailed" && $.id != 1 }}.
 */
final class FilterPattern {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern TERM =
      Pattern.compile("([-?]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

  private FilterPattern() {}

  /**
   * @throws IllegalArgumentException when the pattern cannot be read
   */
  static Predicate<String> parse(String pattern) {
    var text = pattern.strip();
    if (text.isEmpty()) {
      return message -> true;
    }
    return text.startsWith("{") ? json(text) : terms(text);
  }

  private static Predicate<String> json(String text) {
    if (!text.endsWith("}")) {
      throw new IllegalArgumentException("A JSON selector ends with a brace.");
    }
    var condition = new JsonCondition(text.substring(1, text.length() - 1)).parse();
    return message -> message.startsWith("{") && condition.test(tree(message));
  }

  private static JsonNode tree(String message) {
    try {
      return JSON.readTree(message);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }

  private static Predicate<String> terms(String text) {
    List<String> all = new ArrayList<>();
    List<String> none = new ArrayList<>();
    List<String> any = new ArrayList<>();
    var terms = TERM.matcher(text);
    while (terms.find()) {
      var term =
          terms.group(2) == null
              ? terms.group(3)
              : terms.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
      switch (terms.group(1)) {
        case "-" -> none.add(term);
        case "?" -> any.add(term);
        default -> all.add(term);
      }
    }
    return message ->
        all.stream().allMatch(message::contains)
            && none.stream().noneMatch(message::contains)
            && (any.isEmpty() || any.stream().anyMatch(message::contains));
  }
}
