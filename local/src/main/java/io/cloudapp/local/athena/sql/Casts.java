package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NumericParameter;
import io.trino.sql.tree.TypeParameter;
import java.util.Locale;

/** The explicit conversions, as far as both engines give the same. */
final class Casts {

  private Casts() {}

  /** The type that a cast names. */
  static TrinoType type(DataType node) {
    return switch (node) {
      case DateTimeDataType time when time.getType() == DateTimeDataType.Type.TIMESTAMP ->
          time.isWithTimeZone() ? new ZonedTimestamp(3, ZonedTimestamp.UTC) : Timestamp.MILLIS;
      case GenericDataType generic -> generic(generic);
      default -> throw QueryFailure.untranslated(node, "the type " + node);
    };
  }

  private static TrinoType generic(GenericDataType node) {
    var arguments = node.getArguments();
    return switch (node.getName().getValue().toLowerCase(Locale.ROOT)) {
      case "boolean" -> Plain.BOOLEAN;
      case "tinyint" -> Plain.TINYINT;
      case "smallint" -> Plain.SMALLINT;
      case "integer", "int" -> Plain.INTEGER;
      case "bigint" -> Plain.BIGINT;
      case "real" -> Plain.REAL;
      case "double" -> Plain.DOUBLE;
      case "varchar" -> Plain.VARCHAR;
      case "date" -> Plain.DATE;
      case "json" -> Plain.JSON;
      case "decimal" -> {
        int precision = arguments.isEmpty() ? 38 : number(node, 0);
        int scale = arguments.size() < 2 ? 0 : number(node, 1);
        if (precision < 1 || precision > Decimal.MOST_DIGITS || scale > precision) {
          throw QueryFailure.at(
              node, "TYPE_NOT_FOUND", "Invalid type: decimal(%d,%d)".formatted(precision, scale));
        }
        yield new Decimal(precision, scale);
      }
      case "array" ->
          arguments.size() == 1 && arguments.getFirst() instanceof TypeParameter element
              ? new ArrayOf(type(element.getValue()))
              : unknown(node);
      default -> unknown(node);
    };
  }

  private static TrinoType unknown(GenericDataType node) {
    throw QueryFailure.untranslated(node, "the type " + node);
  }

  private static int number(GenericDataType node, int at) {
    if (node.getArguments().get(at) instanceof NumericParameter number) {
      return Math.toIntExact(Math.min(number.getParsedValue(), 1000));
    }
    throw QueryFailure.untranslated(node, "the type " + node);
  }

  /** How many characters a varchar(n) keeps; 0 for an unbounded one. */
  static int length(DataType node) {
    return node instanceof GenericDataType generic
            && generic.getName().getValue().equalsIgnoreCase("varchar")
            && !generic.getArguments().isEmpty()
        ? number(generic, 0)
        : 0;
  }

  static Expressed cast(Node node, Expressed value, TrinoType target) {
    if (value.is(target) || value.is(Plain.UNKNOWN)) {
      return value.as(target);
    }
    return switch (target) {
      case Plain.VARCHAR -> text(node, value);
      case Plain.DATE -> date(node, value);
      case Plain.BOOLEAN -> bool(node, value);
      case Plain.JSON -> throw refused(node, value, target);
      case Timestamp _, ZonedTimestamp _ -> timestamp(node, value, target);
      case ArrayOf(var element) ->
          value.type() instanceof ArrayOf(var from)
              ? new Expressed(
                  "list_transform(%s, lambda v: %s)"
                      .formatted(value.sql(), cast(node, new Expressed("v", from), element).sql()),
                  target)
              : mismatch(node, value, target);
      default -> number(node, value, target);
    };
  }

  private static Expressed number(Node node, Expressed value, TrinoType target) {
    if (!Coercion.isNumber(target)) {
      throw refused(node, value, target);
    }
    if (value.is(Plain.VARCHAR)) {
      return Coercion.isInteger(target)
          ? new Expressed("trino_bigint(%s)".formatted(value.sql()), Plain.BIGINT).as(target)
          : checked("trino_number(%s)".formatted(value.sql()), target);
    }
    if (value.is(Plain.BOOLEAN)) {
      return checked(value.sql(), target);
    }
    if (!Coercion.isNumber(value.type())) {
      return mismatch(node, value, target);
    }
    // DuckDB rounds a double half to even.
    return Coercion.isFloating(value.type()) && !Coercion.isFloating(target)
        ? checked(
            target instanceof Decimal(_, var scale)
                ? "round(%s, %d)".formatted(value.sql(), scale)
                : "round(%s)".formatted(value.sql()),
            target)
        : checked(value.sql(), target);
  }

  private static Expressed text(Node node, Expressed value) {
    return switch (value.type()) {
      // Each engine writes these in its own way.
      case Plain.DOUBLE, Plain.REAL, Plain.JSON -> throw refused(node, value, Plain.VARCHAR);
      case ArrayOf _ -> throw refused(node, value, Plain.VARCHAR);
      case Timestamp _ ->
          checked(
              "strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%g')".formatted(value.sql()), Plain.VARCHAR);
      case ZonedTimestamp(_, var zone) ->
          checked(
              "(strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%g') || %s)"
                  .formatted(value.local(), Sql.text(" " + zone)),
              Plain.VARCHAR);
      case Plain plain when Coercion.isInterval(plain) -> throw refused(node, value, Plain.VARCHAR);
      default -> checked(value.sql(), Plain.VARCHAR);
    };
  }

  private static Expressed date(Node node, Expressed value) {
    if (value.is(Plain.VARCHAR)) {
      return new Expressed("trino_date(%s)".formatted(value.sql()), Plain.DATE);
    }
    return Coercion.isTime(value.type())
        ? checked(value.local(), Plain.DATE)
        : mismatch(node, value, Plain.DATE);
  }

  private static Expressed timestamp(Node node, Expressed value, TrinoType target) {
    return switch (value.type()) {
      case Plain.VARCHAR -> {
        if (!(target instanceof Timestamp)) {
          throw refused(node, value, target);
        }
        yield new Expressed("trino_timestamp(%s)".formatted(value.sql()), target);
      }
      // From a clock without a zone to an instant, and the other way round.
      case ZonedTimestamp _ when target instanceof Timestamp ->
          new Expressed(value.local(), target);
      case ZonedTimestamp zoned -> new Expressed(value.sql(), zoned);
      case Timestamp _ -> new Expressed(value.sql(), target);
      case Plain.DATE -> checked(value.sql(), target);
      default -> mismatch(node, value, target);
    };
  }

  private static Expressed bool(Node node, Expressed value) {
    if (value.is(Plain.VARCHAR)) {
      return new Expressed("trino_boolean(%s)".formatted(value.sql()), Plain.BOOLEAN);
    }
    return Coercion.isNumber(value.type())
        ? new Expressed("(%s <> 0)".formatted(value.sql()), Plain.BOOLEAN)
        : mismatch(node, value, Plain.BOOLEAN);
  }

  private static Expressed checked(String sql, TrinoType target) {
    return new Expressed("CAST(%s AS %s)".formatted(sql, target.duckdb()), target);
  }

  private static QueryFailure refused(Node node, Expressed value, TrinoType target) {
    return QueryFailure.untranslated(
        node, "a cast from %s to %s".formatted(value.type().display(), target.display()));
  }

  private static Expressed mismatch(Node node, Expressed value, TrinoType target) {
    throw QueryFailure.at(
        node,
        "TYPE_MISMATCH",
        "Cannot cast %s to %s".formatted(value.type().display(), target.display()));
  }
}
