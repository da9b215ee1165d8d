package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The functions that take a regular expression, or a length, and so could run for ever inside the
 * library where nothing counts its steps. A pattern is tried on a text that watches the clock
 * first.
 */
final class PatternFunctions {

  private static final long NANOS_AT_MOST = 5_000_000_000L;
  private static final int LONGEST_PAD = 6_990_256;

  private PatternFunctions() {}

  static Object contains(List<?> arguments) {
    return text(arguments) == null ? null : Functions.contains(tried(arguments), second(arguments));
  }

  static Object match(List<?> arguments) {
    var limit = limit(arguments, 2);
    if (text(arguments) == null || limit != null && limit == 0) {
      return null;
    }
    // The library gives one match more than it was asked for.
    return Functions.match(
        tried(arguments),
        (Pattern) second(arguments),
        limit == null || limit < 0 ? limit : Integer.valueOf(limit - 1));
  }

  static Object replace(List<?> arguments) {
    return text(arguments) == null
        ? null
        : Functions.replace(
            tried(arguments),
            second(arguments),
            arguments.size() > 2 ? arguments.get(2) : null,
            limit(arguments, 3));
  }

  static Object split(List<?> arguments) {
    return text(arguments) == null
        ? null
        : Functions.split(tried(arguments), second(arguments), limit(arguments, 2));
  }

  static Object pad(List<?> arguments) {
    if (text(arguments) == null || !(second(arguments) instanceof Number width)) {
      return text(arguments);
    }
    if (Math.abs(width.doubleValue()) > LONGEST_PAD) {
      throw new JException("Expression evaluation memory limit exceeded");
    }
    var filler =
        arguments.size() > 2 && arguments.get(2) instanceof String given && !given.isEmpty()
            ? given.codePoints().toArray()
            : new int[] {' '};
    var text = text(arguments);
    var missing = Math.abs(width.intValue()) - text.codePointCount(0, text.length());
    var padding = new StringBuilder();
    for (var index = 0; index < missing; index++) {
      padding.appendCodePoint(filler[index % filler.length]);
    }
    return width.intValue() < 0 ? padding + text : text + padding;
  }

  private static String text(List<?> arguments) {
    return arguments.isEmpty() ? null : (String) arguments.getFirst();
  }

  private static Object second(List<?> arguments) {
    return arguments.size() > 1 ? arguments.get(1) : null;
  }

  private static Integer limit(List<?> arguments, int index) {
    return index < arguments.size() && arguments.get(index) instanceof Number limit
        ? limit.intValue()
        : null;
  }

  /** The text, once the pattern was found on all of it in time. */
  private static String tried(List<?> arguments) {
    if (second(arguments) instanceof Pattern pattern) {
      var matcher = pattern.matcher(new TimedText(text(arguments), new Clock()));
      while (matcher.find()) {
        // Finding is what takes the time.
      }
    }
    return text(arguments);
  }

  private static final class Clock {

    private final long end = System.nanoTime() + NANOS_AT_MOST;
    private int reads;

    void read() {
      if ((++reads & 0xFFF) == 0 && System.nanoTime() - end > 0) {
        throw new JException("Expression evaluation timeout: Check for infinite loop");
      }
    }
  }

  private record TimedText(CharSequence text, Clock clock) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      clock.read();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new TimedText(text.subSequence(start, end), clock);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
