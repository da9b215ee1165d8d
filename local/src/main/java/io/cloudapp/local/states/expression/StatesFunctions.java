package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import io.cloudapp.local.states.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** The functions that Step Functions adds to JSONata, and those where the library is not as AWS. */
final class StatesFunctions {

  private static final int RANGE_LONGEST = 360_145;
  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private StatesFunctions() {}

  static void register(Jsonata compiled) {
    register(compiled, "partition", "<a?n?:a>", arguments -> partition(arguments));
    register(compiled, "range", "<n?n?n?:a>", arguments -> range(arguments));
    register(compiled, "hash", "<s?s?:s>", arguments -> hash(arguments));
    register(compiled, "random", "<n?:n>", arguments -> random(arguments));
    register(compiled, "uuid", "<:s>", arguments -> UUID.randomUUID().toString());
    register(compiled, "parse", "<s?:x>", arguments -> parse(arguments));
    // Without a signature, because the library's check takes JSON's null for undefined.
    register(compiled, "count", null, arguments -> count(arguments));
    register(compiled, "clone", "<(oa)-:o>", arguments -> copy(argument(arguments, 0)));
    register(compiled, "contains", "<s-(sf):b>", PatternFunctions::contains);
    register(compiled, "match", "<s-f<s:o>n?:a<o>>", PatternFunctions::match);
    register(compiled, "replace", "<s-(sf)(sf)n?:s>", PatternFunctions::replace);
    register(compiled, "split", "<s-(sf)n?:a<s>>", PatternFunctions::split);
    register(compiled, "pad", "<s-ns?:s>", PatternFunctions::pad);
    register(compiled, "string", "<x-b?:s>", arguments -> string(arguments));
    register(compiled, "substring", "<s-nn?:s>", arguments -> substring(arguments));
    register(
        compiled,
        "formatNumber",
        "<n-so?:s>",
        arguments ->
            argument(arguments, 0) instanceof Number number
                ? NumberPicture.format(
                    number, (String) argument(arguments, 1), (Map<?, ?>) argument(arguments, 2))
                : null);
    registerText(compiled, "encodeUrl", UrlText::encode);
    registerText(compiled, "encodeUrlComponent", UrlText::encodeComponent);
    registerText(compiled, "decodeUrl", UrlText::decode);
    registerText(compiled, "decodeUrlComponent", UrlText::decodeComponent);
    compiled.registerFunction(
        "&",
        new Jsonata.JFunction(
            (input, arguments) -> joined(arguments.get(0)) + joined(arguments.get(1)), null));
    for (var operator : List.of("/", "*", "%")) {
      compiled.registerFunction(
          operator,
          new Jsonata.JFunction(
              (input, arguments) -> arithmetic(operator, arguments.get(0), arguments.get(1)),
              null));
    }
    // AWS has no $eval: calling it is calling something that is not a function.
    compiled.assign("eval", null);
  }

  private static void register(Jsonata compiled, String name, String signature, Body body) {
    compiled.registerFunction(
        name,
        new Jsonata.JFunction((input, arguments) -> body.call((List<?>) arguments), signature));
  }

  private static void registerText(Jsonata compiled, String name, UnaryOperator<String> function) {
    register(
        compiled,
        name,
        "<s-:s>",
        arguments -> argument(arguments, 0) instanceof String text ? function.apply(text) : null);
  }

  private interface Body {
    Object call(List<?> arguments) throws Exception;
  }

  /** The library reads its clock once a thread, so a loop of states would see time stand still. */
  static void bindClock(Jsonata.Frame frame, Instant now) {
    var millis = now.toEpochMilli();
    frame.bind("millis", new Jsonata.JFunction((input, arguments) -> millis, "<:n>"));
    frame.bind(
        "now",
        new Jsonata.JFunction(
            (input, arguments) ->
                Functions.dateTimeFromMillis(
                    millis, (String) argument(arguments, 0), (String) argument(arguments, 1)),
            "<s?s?:s>"));
  }

  private static Object string(List<?> arguments) {
    var value = argument(arguments, 0);
    return value == null ? null : TextForm.of(value, Boolean.TRUE.equals(argument(arguments, 1)));
  }

  private static String joined(Object value) {
    return value == null ? "" : TextForm.of(value, false);
  }

  /** Counts characters, where the library counts halves of those beyond the first 65,536. */
  private static Object substring(List<?> arguments) {
    if (!(argument(arguments, 0) instanceof String text)
        || !(argument(arguments, 1) instanceof Number first)) {
      return argument(arguments, 0);
    }
    var characters = text.codePointCount(0, text.length());
    var from = Math.max(first.intValue() < 0 ? characters + first.intValue() : first.intValue(), 0);
    var length = argument(arguments, 2) instanceof Number given ? given.intValue() : characters;
    var to = Math.min(characters, (long) from + length);
    if (from >= to) {
      return "";
    }
    var start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, (int) to - from));
  }

  private static Object partition(List<?> arguments) {
    var size = (Number) argument(arguments, 1);
    if (!(argument(arguments, 0) instanceof List<?> array)
        || array.isEmpty()
        || size == null
        || size.intValue() <= 0) {
      return null;
    }
    var parts = new ArrayList<Object>();
    for (var start = 0; start < array.size(); start += size.intValue()) {
      parts.add(
          new ArrayList<>(array.subList(start, Math.min(array.size(), start + size.intValue()))));
    }
    return parts;
  }

  private static Object range(List<?> arguments) {
    var first = (Number) argument(arguments, 0);
    var last = (Number) argument(arguments, 1);
    var step = (Number) argument(arguments, 2);
    if (first == null || last == null || step == null || step.longValue() == 0) {
      return null;
    }
    var by = step.longValue();
    var length = (last.longValue() - first.longValue()) / by + 1;
    if ((last.longValue() - first.longValue()) * Long.signum(by) < 0) {
      return null;
    }
    if (length > RANGE_LONGEST) {
      throw new JException("Expression evaluation memory limit exceeded");
    }
    var values = new ArrayList<Object>((int) length);
    for (var index = 0L; index < length; index++) {
      values.add(Utils.convertNumber(first.longValue() + index * by));
    }
    return values.size() == 1 ? values.getFirst() : values;
  }

  private static Object hash(List<?> arguments) throws NoSuchAlgorithmException {
    var text = (String) argument(arguments, 0);
    var algorithm = (String) argument(arguments, 1);
    if (text == null || algorithm == null) {
      return null;
    }
    if (!ALGORITHMS.contains(algorithm)) {
      throw new JException(
          "Hashing algorithm '"
              + algorithm
              + "' is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
    }
    var digest = MessageDigest.getInstance(algorithm);
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Object random(List<?> arguments) {
    return argument(arguments, 0) instanceof Number seed
        ? new Random(seed.longValue()).nextDouble()
        : ThreadLocalRandom.current().nextDouble();
  }

  private static Object parse(List<?> arguments) {
    var text = (String) argument(arguments, 0);
    if (text == null) {
      return null;
    }
    try {
      return Json.parse(text);
    } catch (IOException notJson) {
      throw new JException("Argument of $parse is not valid JSON");
    }
  }

  private static Object count(List<?> arguments) {
    return switch (argument(arguments, 0)) {
      case null -> 0;
      case List<?> array -> array.size();
      default -> 1;
    };
  }

  /**
   * A copy that a transform may change; the library's own copy loses nulls and the form of numbers.
   */
  private static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> object -> {
        var copy = new LinkedHashMap<Object, Object>();
        object.forEach((name, field) -> copy.put(name, copy(field)));
        yield copy;
      }
      case List<?> array -> {
        var copy = new ArrayList<Object>(array.size());
        array.forEach(element -> copy.add(copy(element)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static Object arithmetic(String operator, Object left, Object right) {
    if (left != null && !Utils.isNumeric(left)) {
      throw new JException("T2001", -1, operator, left);
    }
    if (right != null && !Utils.isNumeric(right)) {
      throw new JException("T2002", -1, operator, right);
    }
    if (left == null || right == null) {
      return null;
    }
    var first = ((Number) left).doubleValue();
    var second = ((Number) right).doubleValue();
    var result =
        switch (operator) {
          case "/" -> first / second;
          case "*" -> first * second;
          default -> first % second;
        };
    return Double.isFinite(result) ? Utils.convertNumber(result) : (Object) result;
  }

  private static Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }
}
