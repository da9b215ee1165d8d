package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticBinaryExpression.Operator;
import io.trino.sql.tree.Node;

/** The operators {@code + - * / %} with the result types of Trino. */
final class Arithmetic {

  private Arithmetic() {}

  static Expressed apply(ArithmeticBinaryExpression node, Expressed left, Expressed right) {
    var operator = node.getOperator();
    if (left.is(Plain.UNKNOWN) && right.is(Plain.UNKNOWN)) {
      return new Expressed("CAST(NULL AS BIGINT)", Plain.BIGINT);
    }
    if (left.is(Plain.UNKNOWN)) {
      return apply(node, left.as(right.type()), right);
    }
    if (right.is(Plain.UNKNOWN)) {
      return apply(node, left, right.as(left.type()));
    }
    if (Coercion.isNumber(left.type()) && Coercion.isNumber(right.type())) {
      return numbers(node, operator, left, right);
    }
    return times(node, operator, left, right);
  }

  private static Expressed numbers(Node node, Operator operator, Expressed left, Expressed right) {
    var type = Coercion.common(left.type(), right.type()).orElseThrow();
    if (type instanceof Decimal) {
      return decimals(node, operator, left, right);
    }
    var one = left.as(type).sql();
    var other = right.as(type).sql();
    if (Coercion.isInteger(type) && operator == Operator.DIVIDE) {
      return new Expressed("(%s // %s)".formatted(one, other), type);
    }
    return new Expressed("(%s %s %s)".formatted(one, operator.getValue(), other), type);
  }

  private static Expressed decimals(Node node, Operator operator, Expressed left, Expressed right) {
    var one = Coercion.decimal(left.type());
    var other = Coercion.decimal(right.type());
    var result =
        switch (operator) {
          case ADD, SUBTRACT -> {
            int scale = Math.max(one.scale(), other.scale());
            int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
            yield limited(whole + scale + 1, scale);
          }
          case MULTIPLY ->
              limited(one.precision() + other.precision(), one.scale() + other.scale());
          // Trino's versions disagree about the digits of a quotient.
          case DIVIDE ->
              throw QueryFailure.untranslated(
                  node, "a division of decimals; cast one side to double");
          case MODULO -> {
            int scale = Math.max(one.scale(), other.scale());
            int whole = Math.min(one.precision() - one.scale(), other.precision() - other.scale());
            yield limited(whole + scale, scale);
          }
        };
    var a = left.as(one).sql();
    var b = right.as(other).sql();
    return switch (operator) {
      case ADD, SUBTRACT -> {
        var wide = "CAST(%s AS " + result.duckdb() + ")";
        yield new Expressed(
            "CAST((%s %s %s) AS %s)"
                .formatted(
                    wide.formatted(a), operator.getValue(), wide.formatted(b), result.duckdb()),
            result);
      }
      case MULTIPLY, DIVIDE, MODULO ->
          new Expressed(
              "CAST((%s %s %s) AS %s)".formatted(a, operator.getValue(), b, result.duckdb()),
              result);
    };
  }

  private static Decimal limited(int precision, int scale) {
    int most = Math.min(Decimal.MOST_DIGITS, precision);
    return new Decimal(most, Math.min(scale, most));
  }

  private static Expressed times(Node node, Operator operator, Expressed left, Expressed right) {
    boolean adds = operator == Operator.ADD;
    if (adds && Coercion.isInterval(left.type()) && Coercion.isTime(right.type())) {
      return moved(right, operator, left);
    }
    if ((adds || operator == Operator.SUBTRACT)
        && Coercion.isTime(left.type())
        && Coercion.isInterval(right.type())) {
      return moved(left, operator, right);
    }
    if (operator == Operator.SUBTRACT
        && Coercion.isTime(left.type())
        && Coercion.isTime(right.type())) {
      return new Expressed(
          "(CAST(%s AS TIMESTAMP) - CAST(%s AS TIMESTAMP))".formatted(left.sql(), right.sql()),
          Plain.INTERVAL_DAY_TO_SECOND);
    }
    if ((adds || operator == Operator.SUBTRACT)
        && left.type() == right.type()
        && Coercion.isInterval(left.type())) {
      return new Expressed(
          "(%s %s %s)".formatted(left.sql(), operator.getValue(), right.sql()), left.type());
    }
    throw QueryFailure.at(
        node,
        "TYPE_MISMATCH",
        "Cannot apply operator: %s %s %s"
            .formatted(left.type().display(), operator.getValue(), right.type().display()));
  }

  private static Expressed moved(Expressed time, Operator operator, Expressed interval) {
    var sign = operator.getValue();
    if (time.type() instanceof ZonedTimestamp zoned && interval.is(Plain.INTERVAL_YEAR_TO_MONTH)) {
      // A month is as long as the calendar of the zone says.
      return Expressed.instant("(%s %s %s)".formatted(time.local(), sign, interval.sql()), zoned);
    }
    return new Expressed(
        "CAST((%s %s %s) AS %s)".formatted(time.sql(), sign, interval.sql(), time.type().duckdb()),
        time.type());
  }
}
