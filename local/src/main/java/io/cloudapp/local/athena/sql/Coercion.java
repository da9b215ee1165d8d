package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import java.util.List;
import java.util.Optional;

/** What Trino converts without being told to. */
final class Coercion {

  private static final List<TrinoType> INTEGERS =
      List.of(Plain.TINYINT, Plain.SMALLINT, Plain.INTEGER, Plain.BIGINT);

  private Coercion() {}

  /** The smallest type that holds the values of both; empty when there is none. */
  static Optional<TrinoType> common(TrinoType one, TrinoType other) {
    if (one.equals(other) || other == Plain.UNKNOWN) {
      return Optional.of(one);
    }
    if (one == Plain.UNKNOWN) {
      return Optional.of(other);
    }
    if (isNumber(one) && isNumber(other)) {
      return Optional.of(commonNumber(one, other));
    }
    if (one instanceof ArrayOf(var element) && other instanceof ArrayOf(var otherElement)) {
      return common(element, otherElement).map(ArrayOf::new);
    }
    return rank(one) > rank(other) ? commonTime(one, other) : commonTime(other, one);
  }

  static boolean isNumber(TrinoType type) {
    return isInteger(type) || type instanceof Decimal || type == Plain.REAL || type == Plain.DOUBLE;
  }

  static boolean isInteger(TrinoType type) {
    return INTEGERS.contains(type);
  }

  static boolean isFloating(TrinoType type) {
    return type == Plain.REAL || type == Plain.DOUBLE;
  }

  static boolean isInterval(TrinoType type) {
    return type == Plain.INTERVAL_DAY_TO_SECOND || type == Plain.INTERVAL_YEAR_TO_MONTH;
  }

  static boolean isTime(TrinoType type) {
    return rank(type) > 0;
  }

  /** The decimal that holds every value of an exact number. */
  static Decimal decimal(TrinoType type) {
    return switch (type) {
      case Decimal decimal -> decimal;
      case Plain.TINYINT -> new Decimal(3, 0);
      case Plain.SMALLINT -> new Decimal(5, 0);
      case Plain.INTEGER -> new Decimal(10, 0);
      case Plain.BIGINT -> new Decimal(19, 0);
      default -> throw new IllegalArgumentException(type.display() + " is no exact number.");
    };
  }

  private static TrinoType commonNumber(TrinoType one, TrinoType other) {
    if (one == Plain.DOUBLE || other == Plain.DOUBLE) {
      return Plain.DOUBLE;
    }
    if (one == Plain.REAL || other == Plain.REAL) {
      return Plain.REAL;
    }
    if (isInteger(one) && isInteger(other)) {
      return INTEGERS.get(Math.max(INTEGERS.indexOf(one), INTEGERS.indexOf(other)));
    }
    var first = decimal(one);
    var second = decimal(other);
    int scale = Math.max(first.scale(), second.scale());
    int whole = Math.max(first.precision() - first.scale(), second.precision() - second.scale());
    return new Decimal(Math.min(Decimal.MOST_DIGITS, whole + scale), scale);
  }

  private static int rank(TrinoType type) {
    return switch (type) {
      case Plain.DATE -> 1;
      case Timestamp _ -> 2;
      case ZonedTimestamp _ -> 3;
      default -> 0;
    };
  }

  // The first is of the higher rank.
  private static Optional<TrinoType> commonTime(TrinoType one, TrinoType other) {
    if (rank(other) == 0) {
      return Optional.empty();
    }
    return switch (one) {
      case Timestamp(var precision) ->
          Optional.of(new Timestamp(Math.max(precision, precision(other))));
      case ZonedTimestamp(var precision, var zone) ->
          // What has no zone is in the session's.
          zone.equals(other instanceof ZonedTimestamp(_, var its) ? its : ZonedTimestamp.UTC)
              ? Optional.of(new ZonedTimestamp(Math.max(precision, precision(other)), zone))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static int precision(TrinoType type) {
    return switch (type) {
      case Timestamp(var precision) -> precision;
      case ZonedTimestamp(var precision, _) -> precision;
      default -> 0;
    };
  }
}
