package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Refuses the pictures of {@code $formatNumber} that JSONata refuses; the library formats with
 * Java's patterns, which take more.
 */
record NumberPicture(String text, Map<?, ?> symbols) {

  static String format(Number number, String picture, Map<?, ?> symbols) {
    new NumberPicture(picture, symbols == null ? Map.of() : symbols).check();
    // In binary 34.555 is below the half that it is in decimals.
    var decimal =
        number instanceof Double value && Double.isFinite(value)
            ? new BigDecimal(Double.toString(value))
            : number;
    return Functions.formatNumber(decimal, picture, symbols);
  }

  private void check() {
    var parts = text.split(symbol("pattern-separator", ";"), -1);
    if (parts.length > 2) {
      throw new JException("D3080", -1);
    }
    for (var part : parts) {
      var error = error(part);
      if (!error.isEmpty()) {
        throw new JException(error, -1);
      }
    }
  }

  private String symbol(String name, String standard) {
    return symbols.get(name) instanceof String own ? own : standard;
  }

  /** The code of what is wrong with one sub-picture, the last rule winning as in JSONata. */
  private String error(String part) {
    var decimal = symbol("decimal-separator", ".");
    var grouping = symbol("grouping-separator", ",");
    var active = activePart(part, decimal, grouping);
    var exponentAt = active.indexOf(symbol("exponent-separator", "e"));
    var mantissa = exponentAt < 0 ? active : active.substring(0, exponentAt);
    var point = mantissa.indexOf(decimal);
    var whole = point < 0 ? mantissa : mantissa.substring(0, point);
    var fraction = point < 0 ? "" : mantissa.substring(point + decimal.length());
    var percents = count(part, symbol("percent", "%"));
    var perMilles = count(part, symbol("per-mille", "‰"));
    var hasExponent = exponentAt >= 0;
    var error = "";
    error = count(part, decimal) > 1 ? "D3081" : error;
    error = percents > 1 ? "D3082" : error;
    error = perMilles > 1 ? "D3083" : error;
    error = percents > 0 && perMilles > 0 ? "D3084" : error;
    error = mantissa.chars().noneMatch(this::isDigit) ? "D3085" : error;
    error = hasPassive(active, decimal, grouping) ? "D3086" : error;
    if (point >= 0) {
      error = whole.endsWith(grouping) || fraction.startsWith(grouping) ? "D3087" : error;
    } else {
      error = whole.endsWith(grouping) ? "D3088" : error;
    }
    error = part.contains(grouping + grouping) ? "D3089" : error;
    error = hasOptionalAfterRequired(whole) ? "D3090" : error;
    error =
        hasOptionalAfterRequired(new StringBuilder(fraction).reverse().toString())
            ? "D3091"
            : error;
    error = hasExponent && percents + perMilles > 0 ? "D3092" : error;
    error = hasExponent && !isRequiredOnly(active.substring(exponentAt + 1)) ? "D3093" : error;
    return error;
  }

  private String activePart(String part, String decimal, String grouping) {
    var first = 0;
    while (first < part.length() && !isActive(part.charAt(first), decimal, grouping)) {
      first++;
    }
    var last = part.length();
    while (last > first && !isActive(part.charAt(last - 1), decimal, grouping)) {
      last--;
    }
    return part.substring(first, last);
  }

  private boolean isActive(int character, String decimal, String grouping) {
    return isDigit(character) || (decimal + grouping).indexOf(character) >= 0;
  }

  private boolean hasPassive(String active, String decimal, String grouping) {
    var exponent = symbol("exponent-separator", "e");
    return active
        .chars()
        .anyMatch(
            character ->
                !isActive(character, decimal, grouping) && exponent.indexOf(character) < 0);
  }

  private boolean isDigit(int character) {
    return isRequired(character) || symbol("digit", "#").indexOf(character) >= 0;
  }

  private boolean isRequired(int character) {
    var zero = symbol("zero-digit", "0").charAt(0);
    return character >= zero && character < zero + 10;
  }

  private boolean hasOptionalAfterRequired(String digits) {
    var optional = digits.lastIndexOf(symbol("digit", "#"));
    return optional > 0 && digits.substring(0, optional).chars().anyMatch(this::isRequired);
  }

  private boolean isRequiredOnly(String exponent) {
    return !exponent.isEmpty() && exponent.chars().allMatch(this::isRequired);
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
