package io.cloudapp.pulumi.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An output of a resource that is not there yet, as the text <code>${name.output}</code>; the
 * output may be a path, for example {@code identities[0].oidcs[0].issuer}.
 */
record Reference(String name, String output) {

  private static final Pattern PATTERN =
      Pattern.compile("\\$\\{([a-z0-9-]+)\\.([A-Za-z0-9.\\[\\]]+)}");

  @Override
  public String toString() {
    return "${" + name + "." + output + "}";
  }

  private Map<String, Object> asMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ref", name);
    map.put("output", output);
    return map;
  }

  /** Those in a value, however deep. */
  static Set<Reference> in(Object value) {
    var found = new LinkedHashSet<Reference>();
    switch (value) {
      case String text ->
          PATTERN
              .matcher(text)
              .results()
              .forEach(match -> found.add(new Reference(match.group(1), match.group(2))));
      case Map<?, ?> map -> map.values().forEach(inner -> found.addAll(in(inner)));
      case Iterable<?> list -> list.forEach(inner -> found.addAll(in(inner)));
      case null, default -> {}
    }
    return found;
  }

  /** The value with every text that is nothing but a reference made {@code {"ref", "output"}}. */
  static Object shown(Object value) {
    return switch (value) {
      case String text -> {
        var match = PATTERN.matcher(text);
        yield match.matches() ? new Reference(match.group(1), match.group(2)).asMap() : text;
      }
      case Map<?, ?> map -> {
        var shown = new TreeMap<String, Object>();
        map.forEach((key, inner) -> shown.put((String) key, shown(inner)));
        yield shown;
      }
      case List<?> list -> list.stream().map(Reference::shown).toList();
      case Double number when number == Math.rint(number) -> number.longValue();
      case null -> "";
      default -> value;
    };
  }
}
