package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.QueryInput;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The filters that a kind of thing can be described by.
 *
 * @param <T> the thing
 * @param byName what a filter's values are compared with
 * @param tags the thing's tags, for {@code tag:<key>}, {@code tag-key} and {@code tag-value}
 */
record Filters<T>(
    Map<String, Function<T, Collection<String>>> byName, Function<T, Map<String, String>> tags) {

  /** The things that pass every filter of the request. */
  List<T> select(QueryInput input, Collection<T> things) {
    var filters = input.structures("Filter");
    filters.forEach(filter -> values(filter.required("Name")));
    return things.stream().filter(thing -> passAll(filters, thing)).toList();
  }

  private boolean passAll(List<QueryInput> filters, T thing) {
    return filters.stream().allMatch(filter -> passes(filter, thing));
  }

  private boolean passes(QueryInput filter, T thing) {
    var present = values(filter.required("Name")).apply(thing);
    return filter.texts("Value").stream()
        .anyMatch(wanted -> present.stream().anyMatch(value -> matches(wanted, value)));
  }

  private Function<T, Collection<String>> values(String name) {
    if (name.startsWith("tag:")) {
      var key = name.substring("tag:".length());
      return thing -> {
        var value = tags.apply(thing).get(key);
        return value == null ? List.of() : List.of(value);
      };
    }
    if (name.equals("tag-key")) {
      return thing -> tags.apply(thing).keySet();
    }
    var values = byName.get(name);
    if (values == null) {
      throw Refusals.invalidValue("The filter '" + name + "' is invalid");
    }
    return values;
  }

  /**
   * EC2's wildcards: {@code *} is any text, {@code ?} any character, a backslash takes one back.
   */
  private static boolean matches(String wanted, String value) {
    if (wanted.indexOf('*') < 0 && wanted.indexOf('?') < 0 && wanted.indexOf('\\') < 0) {
      return wanted.equals(value);
    }
    var pattern = new StringBuilder();
    for (int at = 0; at < wanted.length(); at++) {
      char character = wanted.charAt(at);
      if (character == '*') {
        pattern.append(".*");
      } else if (character == '?') {
        pattern.append('.');
      } else {
        boolean takenBack = character == '\\' && at + 1 < wanted.length();
        pattern.append(Pattern.quote(String.valueOf(takenBack ? wanted.charAt(++at) : character)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(value).matches();
  }
}
