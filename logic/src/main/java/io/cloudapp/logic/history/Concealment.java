package io.cloudapp.logic.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cloudapp.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes out of a value what may be a secret: fields whose name says so, and texts that look like
 * one. No workflow of ours logs any; this is for the day when somebody's change does.
 */
final class Concealment {

  static final String HIDDEN = "[hidden]";

  private static final List<String> TELLING =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "credential",
          "authorization",
          "cookie",
          "privatekey",
          "apikey",
          "accesskey",
          "signature",
          "totp");

  /** In this order: what follows a name is hidden only after the longer texts that it may begin. */
  private static final List<Look> LOOKS =
      List.of(
          new Look("(?s)-----BEGIN [A-Z0-9 ]*KEY.*?(-----END [A-Z0-9 ]*KEY-----|$)", HIDDEN),
          new Look("eyJ[\\w-]{8,}\\.[\\w-]{8,}(\\.[\\w-]*)?", HIDDEN),
          new Look("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b", HIDDEN),
          new Look("(?i)\\b(Bearer|Basic)\\s+[\\w.~+/=-]{8,}", HIDDEN),
          new Look(
              "(?i)\\b([\\w-]*(?:password|passwd|passphrase|secret|token|credential|authorization"
                  + "|cookie|private.?key|api.?key|access.?key|signature|totp)[\\w-]*"
                  + "[\"']?\\s*[:=]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;}&]+)",
              "$1" + HIDDEN));

  /** How a secret looks in running text, and what is shown in its place. */
  private record Look(Pattern pattern, String shown) {
    Look(String pattern, String shown) {
      this(Pattern.compile(pattern), shown);
    }
  }

  private Concealment() {}

  static JsonNode of(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> ofFields(object);
      case ArrayNode array -> {
        var concealed = Json.mapper().createArrayNode();
        array.forEach(item -> concealed.add(of(item)));
        yield concealed;
      }
      case TextNode text -> TextNode.valueOf(of(text.textValue()));
      default -> value;
    };
  }

  private static ObjectNode ofFields(ObjectNode object) {
    var concealed = Json.mapper().createObjectNode();
    object
        .properties()
        .forEach(
            field ->
                concealed.set(
                    field.getKey(),
                    tells(field.getKey()) ? TextNode.valueOf(HIDDEN) : of(field.getValue())));
    return concealed;
  }

  /** A text may be JSON itself, as the body of a message is. */
  static String of(String text) {
    var start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        var tree = Json.mapper().readTree(text);
        var concealed = of(tree);
        return concealed.equals(tree) ? text : concealed.toString();
      } catch (JsonProcessingException notJson) {
        // Then it is looked at as any other text.
      }
    }
    var concealed = text;
    for (var look : LOOKS) {
      concealed = look.pattern().matcher(concealed).replaceAll(look.shown());
    }
    return concealed;
  }

  private static boolean tells(String name) {
    var letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return TELLING.stream().anyMatch(letters::contains);
  }
}
