package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code functions.txt}.
 *
 * @param parameters type names or letters that stand for types
 * @param template SQL with {@code $1}, {@code @1}, {@code %1} and {@code ~}
 */
record FunctionSignature(
    Kind kind, String name, List<String> parameters, String result, String template) {

  private static final Pattern LINE =
      Pattern.compile("(\\w+) (\\w+)\\((.*?)\\) ((?:[\\w ]|\\([\\w ]*\\))+) = (.+)");
  private static final Pattern ARGUMENT = Pattern.compile("([$@%])([1-9])|~");

  /** Where a function may stand. */
  enum Kind {
    SCALAR,
    AGGREGATE,
    WINDOW
  }

  FunctionSignature {
    parameters = List.copyOf(parameters);
  }

  /**
   * What is said beside the arguments of an aggregate.
   *
   * @param distinct {@code "DISTINCT "} or empty
   * @param order ORDER BY, with a leading space, or empty
   * @param after FILTER and OVER, with a leading space, or empty
   */
  record Modifiers(String distinct, String order, String after) {

    static final Modifiers NONE = new Modifiers("", "", "");
  }

  static FunctionSignature parse(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No function: " + line);
    }
    var parameters = parts.group(3).isEmpty() ? List.<String>of() : split(parts.group(3));
    return new FunctionSignature(
        Kind.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
        parts.group(2),
        parameters,
        parts.group(4),
        parts.group(5));
  }

  private static List<String> split(String parameters) {
    return Arrays.stream(parameters.split(", ")).toList();
  }

  /** How the arguments fit. The fewer coercions the better the fit. */
  record Fit(FunctionSignature signature, List<TrinoType> types, TrinoType result, int coercions) {}

  Optional<Fit> fit(List<Expressed> arguments) {
    if (arguments.size() != parameters.size()) {
      return Optional.empty();
    }
    var bound = new HashMap<String, TrinoType>();
    // Twice, because a later argument may widen what a letter stands for.
    for (int round = 0; round < 2; round++) {
      for (int at = 0; at < arguments.size(); at++) {
        if (!bind(parameters.get(at), arguments.get(at).type(), bound)) {
          return Optional.empty();
        }
      }
    }
    var types = parameters.stream().map(parameter -> resolve(parameter, bound)).toList();
    int coercions = 0;
    for (int at = 0; at < arguments.size(); at++) {
      var type = arguments.get(at).type();
      if (!type.equals(types.get(at))) {
        coercions += type == Plain.UNKNOWN ? 1 : distance(type, types.get(at));
      }
    }
    return Optional.of(new Fit(this, types, resolve(result, bound), coercions));
  }

  // An integer is rather a bigint than a double.
  private static int distance(TrinoType from, TrinoType to) {
    return Coercion.isFloating(to) && !Coercion.isFloating(from) ? 3 : 1;
  }

  private static boolean bind(String parameter, TrinoType type, Map<String, TrinoType> bound) {
    if (parameter.startsWith("array(")) {
      var inner = parameter.substring(6, parameter.length() - 1);
      return switch (type) {
        case ArrayOf(var element) -> bind(inner, element, bound);
        case Plain.UNKNOWN -> bind(inner, type, bound);
        default -> false;
      };
    }
    boolean stands =
        switch (parameter) {
          case "T", "U" -> true;
          case "N" -> Coercion.isNumber(type) || type == Plain.UNKNOWN;
          case "I" -> Coercion.isInteger(type) || type == Plain.UNKNOWN;
          case "D" -> type instanceof Decimal;
          case "time" -> Coercion.isTime(type);
          default -> {
            var wanted = plain(parameter);
            yield type instanceof ZonedTimestamp && wanted instanceof ZonedTimestamp
                || Coercion.common(type, wanted).filter(wanted::equals).isPresent();
          }
        };
    if (!stands || !isLetter(parameter)) {
      return stands;
    }
    var known = bound.get(parameter);
    var common = known == null ? Optional.of(type) : Coercion.common(known, type);
    common.ifPresent(wider -> bound.put(parameter, wider));
    return common.isPresent();
  }

  private static boolean isLetter(String parameter) {
    return parameter.length() == 1 || parameter.equals("time");
  }

  private static TrinoType resolve(String name, Map<String, TrinoType> bound) {
    if (name.startsWith("array(")) {
      return new ArrayOf(resolve(name.substring(6, name.length() - 1), bound));
    }
    if (name.equals("decimal(38)")) {
      return new Decimal(Decimal.MOST_DIGITS, ((Decimal) bound.get("D")).scale());
    }
    return isLetter(name) ? bound.get(name) : plain(name);
  }

  private static TrinoType plain(String name) {
    return switch (name) {
      case "timestamp" -> Timestamp.MILLIS;
      case "timestamp with time zone" -> new ZonedTimestamp(3, ZonedTimestamp.UTC);
      default -> Plain.valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'));
    };
  }

  /** Whether DISTINCT and ORDER BY may be said of its argument. */
  boolean takesModifiers() {
    return template.contains("%1");
  }

  /** The call in DuckDB's SQL. */
  Expressed call(Fit fit, List<Expressed> arguments, Modifiers modifiers) {
    var sql =
        ARGUMENT
            .matcher(template)
            .replaceAll(found -> Matcher.quoteReplacement(part(found, fit, arguments, modifiers)));
    var isCast =
        sql.startsWith("CAST(") || kind == Kind.SCALAR && !(fit.result() instanceof Decimal);
    return new Expressed(
        isCast || fit.result() == Plain.UNKNOWN
            ? sql
            : "CAST(%s AS %s)".formatted(sql, fit.result().duckdb()),
        fit.result());
  }

  private static String part(
      MatchResult found, Fit fit, List<Expressed> arguments, Modifiers modifiers) {
    if (found.group().equals("~")) {
      return modifiers.after();
    }
    int at = Integer.parseInt(found.group(2)) - 1;
    var argument = arguments.get(at);
    return switch (found.group(1)) {
      case "@" -> argument.local();
      case "%" -> modifiers.distinct() + argument.as(fit.types().get(at)).sql() + modifiers.order();
      default ->
          fit.types().get(at) instanceof ZonedTimestamp
              ? argument.sql()
              : argument.as(fit.types().get(at)).sql();
    };
  }
}
