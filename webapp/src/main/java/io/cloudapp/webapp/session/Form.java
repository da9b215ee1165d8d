package io.cloudapp.webapp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a submitted form; of a field given twice, the first counts where one is asked for.
 */
public final class Form {

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = Map.copyOf(fields);
  }

  /**
   * Reads {@code application/x-www-form-urlencoded}.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two hex digits
   */
  static Form parse(String body) {
    var fields = new HashMap<String, List<String>>();
    for (var pair : body.split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(decode(pair.substring(0, equals)), _ -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  static Form of(Map<String, String> fields) {
    var all = new HashMap<String, List<String>>();
    fields.forEach((name, value) -> all.put(name, List.of(value)));
    return new Form(all);
  }

  /** As typed; empty when it was not sent. */
  public String raw(String field) {
    return all(field).stream().findFirst().orElse("");
  }

  /** Every value of a field that may be given several times. */
  public List<String> all(String field) {
    return List.copyOf(fields.getOrDefault(field, List.of()));
  }

  /** Without white space around it. */
  public String text(String field) {
    return raw(field).strip();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** Without the values, so that no log can hold a password. */
  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
