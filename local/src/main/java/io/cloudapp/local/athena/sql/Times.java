package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import io.trino.sql.tree.Node;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions of dates and times whose meaning hangs on a constant: a unit, a zone, a format. */
final class Times {

  private static final Set<String> DATE_UNITS = Set.of("day", "week", "month", "quarter", "year");
  private static final Set<String> TIME_UNITS = Set.of("millisecond", "second", "minute", "hour");
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");

  /** From the format letters of MySQL, which Trino takes, to those of DuckDB. */
  private static final Map<Character, String> FORMATS =
      Map.ofEntries(
          Map.entry('Y', "%Y"),
          Map.entry('y', "%y"),
          Map.entry('m', "%m"),
          Map.entry('c', "%-m"),
          Map.entry('d', "%d"),
          Map.entry('e', "%-d"),
          Map.entry('H', "%H"),
          Map.entry('k', "%-H"),
          Map.entry('h', "%I"),
          Map.entry('I', "%I"),
          Map.entry('l', "%-I"),
          Map.entry('i', "%M"),
          Map.entry('s', "%S"),
          Map.entry('S', "%S"),
          Map.entry('f', "%f"),
          Map.entry('T', "%H:%M:%S"),
          Map.entry('p', "%p"),
          Map.entry('M', "%B"),
          Map.entry('b', "%b"),
          Map.entry('W', "%A"),
          Map.entry('a', "%a"),
          Map.entry('j', "%j"),
          Map.entry('v', "%V"),
          Map.entry('x', "%G"),
          Map.entry('%', "%%"));

  private final LocalDateTime start;

  /**
   * @param start of the query, which is now everywhere in it
   */
  Times(Instant start) {
    this.start = LocalDateTime.ofInstant(start.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
  }

  Expressed now() {
    return new Expressed(Literals.written(start), new ZonedTimestamp(3, ZonedTimestamp.UTC));
  }

  Expressed localNow() {
    return new Expressed(Literals.written(start), Timestamp.MILLIS);
  }

  Expressed today() {
    return new Expressed("CAST('%s' AS DATE)".formatted(start.toLocalDate()), Plain.DATE);
  }

  /** {@code at_timezone} and {@code AT TIME ZONE}: the same instant, shown elsewhere. */
  Expressed atZone(Node node, Expressed value, Expressed zone) {
    var id = constant(node, zone, "the time zone");
    try {
      var shown = new ZonedTimestamp(3, ZoneId.of(id).getId());
      return switch (value.type()) {
        case ZonedTimestamp _, Timestamp _ -> new Expressed(value.sql(), shown);
        default -> throw mismatch(node, "at_timezone", List.of(value, zone));
      };
    } catch (DateTimeException unknown) {
      throw QueryFailure.at(
          node, "INVALID_FUNCTION_ARGUMENT", "'%s' is not a valid time zone".formatted(id));
    }
  }

  /** {@code with_timezone}: the same time of day, said to be of a zone. */
  Expressed withZone(Node node, Expressed value, Expressed zone) {
    if (!(value.type() instanceof Timestamp)) {
      throw mismatch(node, "with_timezone", List.of(value, zone));
    }
    var type = (ZonedTimestamp) atZone(node, value, zone).type();
    return Expressed.instant(value.sql(), type);
  }

  Expressed truncate(Node node, Expressed unit, Expressed value) {
    var name = unit(node, unit, value);
    if (!Coercion.isTime(value.type())) {
      throw mismatch(node, "date_trunc", List.of(unit, value));
    }
    var local = "date_trunc('%s', %s)".formatted(name, value.local());
    return switch (value.type()) {
      // Hours and less are as long everywhere, also when a clock is set back.
      case ZonedTimestamp zoned when TIME_UNITS.contains(name) ->
          new Expressed("(%s - (%s - %s))".formatted(value.sql(), value.local(), local), zoned);
      case ZonedTimestamp zoned -> Expressed.instant(local, zoned);
      default ->
          new Expressed("CAST(%s AS %s)".formatted(local, value.type().duckdb()), value.type());
    };
  }

  /** Whole units from the first to the second, as Trino counts them. */
  Expressed difference(Node node, Expressed unit, Expressed from, Expressed to) {
    var name = unit(node, unit, from);
    var type =
        Coercion.common(from.type(), to.type())
            .filter(Coercion::isTime)
            .orElseThrow(() -> mismatch(node, "date_diff", List.of(unit, from, to)));
    return new Expressed(
        "date_sub('%s', CAST(%s AS TIMESTAMP), CAST(%s AS TIMESTAMP))"
            .formatted(name, from.as(type).local(), to.as(type).local()),
        Plain.BIGINT);
  }

  Expressed add(Node node, Expressed unit, Expressed amount, Expressed value) {
    var name = unit(node, unit, value);
    if (!Coercion.isInteger(amount.type()) || !Coercion.isTime(value.type())) {
      throw mismatch(node, "date_add", List.of(unit, amount, value));
    }
    var interval =
        name.equals("quarter")
            ? "to_months(CAST(3 * %s AS INTEGER))".formatted(amount.sql())
            : switch (name) {
              case "millisecond" -> "to_milliseconds(%s)".formatted(amount.sql());
              case "second" -> "to_seconds(%s)".formatted(amount.sql());
              case "minute", "hour" -> "to_%ss(%s)".formatted(name, amount.sql());
              default -> "to_%ss(CAST(%s AS INTEGER))".formatted(name, amount.sql());
            };
    return switch (value.type()) {
      case ZonedTimestamp zoned when DATE_UNITS.contains(name) ->
          Expressed.instant("(%s + %s)".formatted(value.local(), interval), zoned);
      default ->
          new Expressed(
              "CAST((%s + %s) AS %s)".formatted(value.sql(), interval, value.type().duckdb()),
              value.type());
    };
  }

  Expressed format(Node node, Expressed value, Expressed format) {
    if (!Coercion.isTime(value.type())) {
      throw mismatch(node, "date_format", List.of(value, format));
    }
    return new Expressed(
        "strftime(CAST(%s AS TIMESTAMP), %s)".formatted(value.local(), converted(node, format)),
        Plain.VARCHAR);
  }

  Expressed parse(Node node, Expressed value, Expressed format) {
    if (!value.is(Plain.VARCHAR)) {
      throw mismatch(node, "date_parse", List.of(value, format));
    }
    return new Expressed(
        "strptime(%s, %s)".formatted(value.sql(), converted(node, format)), Timestamp.MILLIS);
  }

  private static String converted(Node node, Expressed format) {
    var written = constant(node, format, "the format");
    var converted = new StringBuilder();
    for (int at = 0; at < written.length(); at++) {
      if (written.charAt(at) != '%') {
        converted.append(written.charAt(at));
        continue;
      }
      at++;
      var letter = at < written.length() ? FORMATS.get(written.charAt(at)) : null;
      if (letter == null) {
        throw QueryFailure.untranslated(node, "the date format " + written);
      }
      converted.append(letter);
    }
    return Sql.text(converted.toString());
  }

  private static String unit(Node node, Expressed unit, Expressed value) {
    var name = constant(node, unit, "the unit").toLowerCase(Locale.ROOT);
    boolean known = DATE_UNITS.contains(name) || TIME_UNITS.contains(name) && !value.is(Plain.DATE);
    if (!known) {
      throw QueryFailure.at(
          node,
          "INVALID_FUNCTION_ARGUMENT",
          "'%s' is not a valid %s field"
              .formatted(name, value.is(Plain.DATE) ? "DATE" : "TIMESTAMP"));
    }
    return name;
  }

  private static String constant(Node node, Expressed value, String what) {
    var text = TEXT.matcher(value.sql());
    if (!text.matches()) {
      throw QueryFailure.untranslated(node, what + " unless it is a literal");
    }
    return text.group(1).replace("''", "'");
  }

  static QueryFailure mismatch(Node node, String function, List<Expressed> arguments) {
    var types = arguments.stream().map(argument -> argument.type().display()).toList();
    return QueryFailure.at(
        node,
        "FUNCTION_NOT_FOUND",
        "Unexpected parameters (%s) for function %s".formatted(String.join(", ", types), function));
  }
}
