package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.SimpleIntervalQualifier;
import io.trino.sql.tree.StringLiteral;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Translates what is written out in a query. */
final class Literals {

  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?: (\\d{2}:\\d{2}(?::\\d{2}(?:\\.(\\d{1,6}))?)?))?(?: (\\S+))?");
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private Literals() {}

  static Expressed translate(Literal node) {
    return switch (node) {
      case NullLiteral _ -> Expressed.nothing();
      case BooleanLiteral literal ->
          new Expressed(literal.getValue() ? "TRUE" : "FALSE", Plain.BOOLEAN);
      case LongLiteral literal -> integer(literal.getParsedValue());
      case DoubleLiteral literal ->
          new Expressed("CAST('%s' AS DOUBLE)".formatted(literal.getValue()), Plain.DOUBLE);
      case DecimalLiteral literal -> decimal(literal);
      case StringLiteral literal -> new Expressed(Sql.text(literal.getValue()), Plain.VARCHAR);
      case IntervalLiteral literal -> interval(literal);
      case GenericLiteral literal -> generic(literal);
      default -> throw QueryFailure.untranslated(node, "the literal " + node);
    };
  }

  private static Expressed integer(long value) {
    return value <= Integer.MAX_VALUE
        ? new Expressed(Long.toString(value), Plain.INTEGER)
        : new Expressed("CAST(%d AS BIGINT)".formatted(value), Plain.BIGINT);
  }

  private static Expressed decimal(DecimalLiteral node) {
    var value = new java.math.BigDecimal(node.getValue());
    int scale = Math.max(0, value.scale());
    // Trino counts the digits as they are written, without the zero before the point.
    int precision = Math.max(Math.max(value.precision(), scale), 1);
    if (precision > Decimal.MOST_DIGITS) {
      throw QueryFailure.at(
          node, "INVALID_LITERAL", "Decimal overflow: '%s'".formatted(node.getValue()));
    }
    var type = new Decimal(precision, scale);
    return new Expressed("CAST('%s' AS %s)".formatted(value.toPlainString(), type.duckdb()), type);
  }

  private static Expressed interval(IntervalLiteral node) {
    if (!(node.qualifier() instanceof SimpleIntervalQualifier unit)
        || !node.getValue().matches("[+-]?\\d{1,9}")) {
      throw QueryFailure.untranslated(node, "the interval " + node);
    }
    var field = unit.getField().name().toUpperCase(Locale.ROOT);
    long amount = Long.parseLong(node.getValue()) * node.getSign().multiplier();
    var type =
        field.equals("YEAR") || field.equals("MONTH")
            ? Plain.INTERVAL_YEAR_TO_MONTH
            : Plain.INTERVAL_DAY_TO_SECOND;
    return new Expressed("INTERVAL '%d' %s".formatted(amount, field), type);
  }

  private static Expressed generic(GenericLiteral node) {
    var value = node.getValue();
    try {
      return switch (node.getType().toLowerCase(Locale.ROOT)) {
        case "date" ->
            new Expressed(
                "CAST(%s AS DATE)".formatted(Sql.text(LocalDate.parse(value.strip()).toString())),
                Plain.DATE);
        case "timestamp" -> timestamp(node, value.strip());
        case "integer", "int" ->
            new Expressed(Integer.toString(Integer.parseInt(value)), Plain.INTEGER);
        case "bigint" ->
            new Expressed("CAST(%d AS BIGINT)".formatted(Long.parseLong(value)), Plain.BIGINT);
        case "double" ->
            new Expressed(
                "CAST('%s' AS DOUBLE)".formatted(Double.parseDouble(value)), Plain.DOUBLE);
        case "varchar" -> new Expressed(Sql.text(value), Plain.VARCHAR);
        default -> throw QueryFailure.untranslated(node, "a literal of type " + node.getType());
      };
    } catch (DateTimeException | NumberFormatException wrong) {
      throw QueryFailure.at(
          node,
          "INVALID_LITERAL",
          "'%s' is not a valid %s literal"
              .formatted(value, node.getType().toUpperCase(Locale.ROOT)));
    }
  }

  private static Expressed timestamp(GenericLiteral node, String value) {
    var parts = TIMESTAMP.matcher(value);
    if (!parts.matches()) {
      throw new DateTimeException(value);
    }
    var time = parts.group(2) == null ? "00:00" : parts.group(2);
    var moment = LocalDateTime.parse(parts.group(1) + "T" + time);
    int precision = parts.group(3) == null ? 0 : parts.group(3).length();
    if (parts.group(4) == null) {
      return new Expressed(written(moment), new Timestamp(precision));
    }
    var zone = ZoneId.of(parts.group(4));
    return new Expressed(
        written(LocalDateTime.ofInstant(moment.atZone(zone).toInstant(), ZoneOffset.UTC)),
        new ZonedTimestamp(precision, zone.getId()));
  }

  static String written(LocalDateTime moment) {
    return "CAST('%s' AS TIMESTAMP)".formatted(WRITTEN.format(moment));
  }
}
