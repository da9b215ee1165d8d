package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Utils;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * The text of a value as {@code $string} and {@code &} write it: numbers with 15 digits and written
 * out below 1e21, functions as empty texts.
 */
final class TextForm {

  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);
  private static final int SMALLEST_WRITTEN_EXPONENT = 21;
  private static final int SMALLEST_PLAIN_EXPONENT = -6;
  private static final long EXACT_AT_MOST = 999_999_999_999_999L;

  private final StringBuilder text = new StringBuilder();
  private final boolean isPretty;

  private TextForm(boolean isPretty) {
    this.isPretty = isPretty;
  }

  /** The text of a value; a text is itself and a function is empty. */
  static String of(Object value, boolean isPretty) {
    if (value instanceof String itself) {
      return itself;
    }
    if (isFunction(value)) {
      return "";
    }
    var form = new TextForm(isPretty);
    form.write(value, "\n");
    return form.text.toString();
  }

  /** Whether a value is a function, of the library or of the expression. */
  private static boolean isFunction(Object value) {
    return Utils.isFunction(value) || value instanceof Parser.Symbol;
  }

  private void write(Object value, String newLine) {
    switch (value) {
      case null -> text.append("null");
      case String string -> quoted(string);
      case Boolean truth -> text.append(truth);
      case Number number -> text.append(number(number));
      case List<?> array -> array(array, newLine);
      case Map<?, ?> object when !isFunction(object) -> object(object, newLine);
      default -> text.append(isFunction(value) ? "\"\"" : "null");
    }
  }

  private void array(List<?> array, String newLine) {
    text.append('[');
    var separator = "";
    for (var element : array) {
      text.append(separator);
      indent(newLine + "  ");
      write(element, newLine + "  ");
      separator = ",";
    }
    end(array.isEmpty(), newLine, ']');
  }

  private void object(Map<?, ?> object, String newLine) {
    text.append('{');
    var separator = "";
    for (var field : object.entrySet()) {
      text.append(separator);
      indent(newLine + "  ");
      quoted((String) field.getKey());
      text.append(isPretty ? ": " : ":");
      write(field.getValue(), newLine + "  ");
      separator = ",";
    }
    end(object.isEmpty(), newLine, '}');
  }

  private void indent(String newLine) {
    if (isPretty) {
      text.append(newLine);
    }
  }

  private void end(boolean isEmpty, String newLine, char close) {
    if (!isEmpty) {
      indent(newLine);
    }
    text.append(close);
  }

  private void quoted(String string) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(string, text);
    text.append('"');
  }

  private static String number(Number number) {
    if (number instanceof Integer
        || number instanceof Long whole && Math.abs(whole) <= EXACT_AT_MOST) {
      return number.toString();
    }
    var value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new JException("D3001", -1, value);
    }
    var rounded = new BigDecimal(Double.toString(value)).round(DIGITS).stripTrailingZeros();
    var exponent = rounded.precision() - rounded.scale() - 1;
    if (rounded.signum() == 0) {
      return "0";
    }
    if (exponent < SMALLEST_WRITTEN_EXPONENT && exponent >= SMALLEST_PLAIN_EXPONENT) {
      return rounded.toPlainString();
    }
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }
}
