package io.cloudapp.local.endpoint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The form parameters of an AWS Query or EC2 request, read as the flattened structures they are.
 *
 * <p>Lists are found in all three spellings: {@code Name.1}, {@code Name.member.1} and {@code
 * Name.entry.1}.
 */
public final class QueryInput {

  private final TreeMap<String, String> parameters;
  private final String caller;

  private QueryInput(TreeMap<String, String> parameters, String caller) {
    this.parameters = parameters;
    this.caller = caller;
  }

  /** Parameters that did not come over HTTP, with their flattened names. */
  public static QueryInput of(Map<String, String> parameters) {
    return new QueryInput(new TreeMap<>(parameters), "local");
  }

  /** The parameters in the query string and the body of a request. */
  public static QueryInput parse(AwsRequest request) {
    var parameters = new TreeMap<String, String>();
    parse(request.query(), parameters);
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      parse(request.text(), parameters);
    }
    return new QueryInput(parameters, request.caller());
  }

  private static void parse(String form, Map<String, String> into) {
    int start = 0;
    while (start < form.length()) {
      int end = form.indexOf('&', start);
      if (end < 0) {
        end = form.length();
      }
      int equals = form.indexOf('=', start);
      if (equals > start && equals < end) {
        into.put(decoded(form.substring(start, equals)), decoded(form.substring(equals + 1, end)));
      }
      start = end + 1;
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new AwsError(400, "MalformedQueryString", "The query string contains a syntax error.");
    }
  }

  /** Access key id of the signature, {@code anonymous} when there is none. */
  public String caller() {
    return caller;
  }

  /** The operation's name, empty when the request names none. */
  public String action() {
    return text("Action").orElse("");
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * A parameter that must be there.
   *
   * @throws AwsError {@code MissingParameter}, 400
   */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new AwsError(
                    400,
                    "MissingParameter",
                    "The request must contain the parameter " + name + "."));
  }

  /**
   * A whole number.
   *
   * @throws AwsError {@code InvalidParameterValue}, 400, when it is no whole number
   */
  public Optional<Integer> number(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return Integer.valueOf(value);
              } catch (NumberFormatException notANumber) {
                throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "Invalid value '" + value + "' for " + name + ". Expected an integer.");
              }
            });
  }

  /** True only for {@code true} in any case, as AWS reads it. */
  public boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  /** A list of scalars in the order of their indexes, for example {@code InstanceId.1}. */
  public List<String> texts(String name) {
    return elements(name).stream().flatMap(key -> text(key).stream()).toList();
  }

  /** A list of structures in the order of their indexes, for example {@code Filter.1.Name}. */
  public List<QueryInput> structures(String name) {
    return elements(name).stream().map(this::structure).toList();
  }

  /** A nested structure with names relative to it; without parameters when there is none. */
  public QueryInput structure(String name) {
    var prefix = name + ".";
    var inner = new TreeMap<String, String>();
    below(prefix).forEach((key, value) -> inner.put(key.substring(prefix.length()), value));
    return new QueryInput(inner, caller);
  }

  /** A map in the Query protocol's form, {@code Name.entry.1.key} and {@code .value}. */
  public Map<String, QueryInput> map(String name) {
    var entries = new LinkedHashMap<String, QueryInput>();
    for (var entry : structures(name)) {
      entry
          .text("key")
          .or(() -> entry.text("Name"))
          .or(() -> entry.text("Key"))
          .ifPresent(key -> entries.put(key, entry));
    }
    return entries;
  }

  /** Whether a parameter or anything below it was given. */
  public boolean has(String name) {
    return parameters.containsKey(name) || !below(name + ".").isEmpty();
  }

  public boolean isEmpty() {
    return parameters.isEmpty();
  }

  /** All parameters by their flattened names. */
  public Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  private Map<String, String> below(String prefix) {
    return parameters.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  private List<String> elements(String name) {
    for (var spelling : List.of(name + ".", name + ".member.", name + ".entry.")) {
      var indexes = new TreeSet<Integer>();
      for (var key : below(spelling).keySet()) {
        var dot = key.indexOf('.', spelling.length());
        var index = key.substring(spelling.length(), dot < 0 ? key.length() : dot);
        if (!index.isEmpty() && index.length() < 6 && index.chars().allMatch(Character::isDigit)) {
          indexes.add(Integer.valueOf(index));
        }
      }
      if (!indexes.isEmpty()) {
        return indexes.stream().map(index -> spelling + index).toList();
      }
    }
    return List.of();
  }
}
