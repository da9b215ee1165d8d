package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.CurrentDate;
import io.trino.sql.tree.CurrentTimestamp;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNotNullPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LocalTimestamp;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NotExpression;
import io.trino.sql.tree.NullIfExpression;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Trim;
import io.trino.sql.tree.TryExpression;
import io.trino.sql.tree.WhenClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Translates expressions and finds their types. */
final class Expressions {

  private final Context context;
  private final FunctionCalls calls;

  Expressions(Context context) {
    this.context = context;
    this.calls = new FunctionCalls(this);
  }

  /** What a statement is translated in. */
  interface Context {

    Queried query(Query query, Scope outer);

    Expressed parameter(Parameter parameter);

    Times times();
  }

  Times times() {
    return context.times();
  }

  List<Expressed> all(List<? extends Expression> nodes, Scope scope) {
    return nodes.stream().map(node -> translate(node, scope)).toList();
  }

  Expressed translate(Expression node, Scope scope) {
    return switch (node) {
      case Literal literal -> Literals.translate(literal);
      case Identifier identifier ->
          scope.resolve(identifier, List.of(Scope.lower(identifier.getValue())));
      case DereferenceExpression path -> dereference(path, scope);
      case Parameter parameter -> context.parameter(parameter);
      case ArithmeticBinaryExpression operation ->
          Arithmetic.apply(
              operation,
              translate(operation.getLeft(), scope),
              translate(operation.getRight(), scope));
      case ArithmeticUnaryExpression signed -> signed(signed, scope);
      case ComparisonExpression comparison ->
          compare(
              comparison,
              comparison.getOperator(),
              translate(comparison.getLeft(), scope),
              translate(comparison.getRight(), scope));
      case LogicalExpression logical ->
          bool(
              logical.getTerms().stream()
                  .map(term -> condition(term, scope))
                  .collect(Collectors.joining(" " + logical.getOperator() + " ", "(", ")")));
      case NotExpression not -> bool("(NOT " + condition(not.getValue(), scope) + ")");
      case IsNullPredicate test ->
          bool("(" + translate(test.getValue(), scope).sql() + " IS NULL)");
      case IsNotNullPredicate test ->
          bool("(" + translate(test.getValue(), scope).sql() + " IS NOT NULL)");
      case BetweenPredicate between -> between(between, scope);
      case InPredicate in -> in(in, scope);
      case LikePredicate like -> like(like, scope);
      case ExistsPredicate exists ->
          bool("EXISTS (" + context.query(query(exists.getSubquery()), scope).sql() + ")");
      case SubqueryExpression subquery -> scalar(subquery, scope);
      case SearchedCaseExpression choice ->
          choose(
              choice, choice.getWhenClauses(), choice.getDefaultValue(), Optional.empty(), scope);
      case SimpleCaseExpression choice ->
          choose(
              choice,
              choice.getWhenClauses(),
              choice.getDefaultValue(),
              Optional.of(translate(choice.getOperand(), scope)),
              scope);
      case IfExpression test -> either(test, scope);
      case CoalesceExpression coalesce -> {
        var values = same(node, all(coalesce.getOperands(), scope));
        yield new Expressed("coalesce(" + joined(values) + ")", values.getFirst().type());
      }
      case NullIfExpression nullIf -> {
        var first = translate(nullIf.getFirst(), scope);
        var equal =
            compare(
                node,
                ComparisonExpression.Operator.EQUAL,
                first,
                translate(nullIf.getSecond(), scope));
        yield new Expressed(
            "CASE WHEN %s THEN NULL ELSE %s END".formatted(equal.sql(), first.sql()), first.type());
      }
      case TryExpression attempt -> {
        var value = translate(attempt.getInnerExpression(), scope);
        yield new Expressed("TRY(" + value.sql() + ")", value.type());
      }
      case Cast cast -> cast(cast, scope);
      case Extract extract ->
          calls.scalar(
              extract,
              extract.getField().name().toLowerCase(Locale.ROOT),
              List.of(translate(extract.getExpression(), scope)));
      case AtTimeZone shown ->
          context
              .times()
              .atZone(
                  shown, translate(shown.getValue(), scope), translate(shown.getTimeZone(), scope));
      case CurrentDate _ -> context.times().today();
      case CurrentTimestamp _ -> context.times().now();
      case LocalTimestamp _ -> context.times().localNow();
      case Trim trim -> trim(trim, scope);
      case Array array -> {
        var values = same(node, all(array.getValues(), scope));
        var element = values.isEmpty() ? Plain.UNKNOWN : values.getFirst().type();
        var type = new ArrayOf(element);
        yield new Expressed("CAST([%s] AS %s)".formatted(joined(values), type.duckdb()), type);
      }
      case SubscriptExpression subscript -> subscript(subscript, scope);
      case FunctionCall call -> calls.translate(call, scope);
      default -> throw QueryFailure.untranslated(node, describe(node));
    };
  }

  private static String describe(Node node) {
    return "a " + node.getClass().getSimpleName();
  }

  private static Expressed bool(String sql) {
    return new Expressed(sql, Plain.BOOLEAN);
  }

  /** SQL of an expression that has to be true or false. */
  String condition(Expression node, Scope scope) {
    var value = translate(node, scope);
    if (value.is(Plain.UNKNOWN)) {
      return value.as(Plain.BOOLEAN).sql();
    }
    if (!value.is(Plain.BOOLEAN)) {
      throw QueryFailure.at(
          node,
          "TYPE_MISMATCH",
          "A condition must evaluate to a boolean (actual: %s)".formatted(value.type().display()));
    }
    return value.sql();
  }

  private Expressed dereference(DereferenceExpression node, Scope scope) {
    var name = DereferenceExpression.getQualifiedName(node);
    if (name == null) {
      throw QueryFailure.untranslated(node, "a field of a row");
    }
    return scope.resolve(node, name.getParts().stream().map(Scope::lower).toList());
  }

  private Expressed signed(ArithmeticUnaryExpression node, Scope scope) {
    var value = translate(node.getValue(), scope);
    if (!Coercion.isNumber(value.type()) && !Coercion.isInterval(value.type())) {
      throw QueryFailure.at(
          node, "TYPE_MISMATCH", "Cannot negate %s".formatted(value.type().display()));
    }
    return node.getSign() == ArithmeticUnaryExpression.Sign.PLUS
        ? value
        : new Expressed("(-" + value.sql() + ")", value.type());
  }

  private static Expressed compare(
      Node node, ComparisonExpression.Operator operator, Expressed left, Expressed right) {
    boolean instants =
        left.type() instanceof TrinoType.ZonedTimestamp
            && right.type() instanceof TrinoType.ZonedTimestamp;
    var common = Coercion.common(left.type(), right.type());
    if (common.isEmpty() && !instants) {
      throw QueryFailure.at(
          node,
          "TYPE_MISMATCH",
          "Cannot apply operator: %s %s %s"
              .formatted(left.type().display(), operator.getValue(), right.type().display()));
    }
    var type = common.orElse(left.type());
    return bool(
        "(%s %s %s)".formatted(left.as(type).sql(), operator.getValue(), right.as(type).sql()));
  }

  private Expressed between(BetweenPredicate node, Scope scope) {
    var value = translate(node.getValue(), scope);
    var least = translate(node.getMin(), scope);
    var most = translate(node.getMax(), scope);
    return bool(
        "(%s AND %s)"
            .formatted(
                compare(node, ComparisonExpression.Operator.GREATER_THAN_OR_EQUAL, value, least)
                    .sql(),
                compare(node, ComparisonExpression.Operator.LESS_THAN_OR_EQUAL, value, most)
                    .sql()));
  }

  private Expressed in(InPredicate node, Scope scope) {
    var value = translate(node.getValue(), scope);
    if (node.getValueList() instanceof InListExpression list) {
      var values = new ArrayList<Expressed>();
      values.add(value);
      values.addAll(all(list.getValues(), scope));
      var alike = same(node, values);
      return bool(
          "(%s IN (%s))".formatted(alike.getFirst().sql(), joined(alike.subList(1, alike.size()))));
    }
    var subquery = context.query(query(node.getValueList()), scope);
    if (subquery.columns().size() != 1) {
      throw QueryFailure.at(node, "TYPE_MISMATCH", "Multiple columns returned by subquery");
    }
    var type = subquery.columns().getFirst().type();
    var common =
        Coercion.common(value.type(), type)
            .orElseThrow(
                () ->
                    QueryFailure.at(
                        node,
                        "TYPE_MISMATCH",
                        "value and result of subquery must be of the same type for IN"
                            + " expression: %s vs %s"
                                .formatted(value.type().display(), type.display())));
    return bool("(%s IN (%s))".formatted(value.as(common).sql(), subquery.as(common)));
  }

  private static Query query(Expression node) {
    if (node instanceof SubqueryExpression subquery) {
      return subquery.getQuery();
    }
    throw QueryFailure.untranslated(node, describe(node));
  }

  private Expressed scalar(SubqueryExpression node, Scope scope) {
    var subquery = context.query(node.getQuery(), scope);
    if (subquery.columns().size() != 1) {
      throw QueryFailure.at(node, "TYPE_MISMATCH", "Multiple columns returned by subquery");
    }
    return new Expressed("(" + subquery.sql() + ")", subquery.columns().getFirst().type());
  }

  private Expressed like(LikePredicate node, Scope scope) {
    var value = text(node.getValue(), scope);
    var pattern = text(node.getPattern(), scope);
    var escape = node.getEscape().map(character -> " ESCAPE " + text(character, scope)).orElse("");
    return bool("(%s LIKE %s%s)".formatted(value, pattern, escape));
  }

  private String text(Expression node, Scope scope) {
    var value = translate(node, scope);
    if (!value.is(Plain.VARCHAR) && !value.is(Plain.UNKNOWN)) {
      throw QueryFailure.at(
          node,
          "TYPE_MISMATCH",
          "Expression must evaluate to a varchar (actual: %s)".formatted(value.type().display()));
    }
    return value.as(Plain.VARCHAR).sql();
  }

  private Expressed choose(
      Node node,
      List<WhenClause> branches,
      Optional<Expression> otherwise,
      Optional<Expressed> operand,
      Scope scope) {
    var results = new ArrayList<Expressed>();
    branches.forEach(branch -> results.add(translate(branch.getResult(), scope)));
    results.add(otherwise.map(value -> translate(value, scope)).orElse(Expressed.nothing()));
    var alike = same(node, results);
    var sql = new StringBuilder("CASE");
    for (int at = 0; at < branches.size(); at++) {
      var test = branches.get(at).getOperand();
      var condition =
          operand
              .map(
                  value ->
                      compare(
                              test,
                              ComparisonExpression.Operator.EQUAL,
                              value,
                              translate(test, scope))
                          .sql())
              .orElseGet(() -> condition(test, scope));
      sql.append(" WHEN ").append(condition).append(" THEN ").append(alike.get(at).sql());
    }
    sql.append(" ELSE ").append(alike.getLast().sql()).append(" END");
    return new Expressed(sql.toString(), alike.getFirst().type());
  }

  private Expressed either(IfExpression node, Scope scope) {
    var values =
        same(
            node,
            List.of(
                translate(node.getTrueValue(), scope),
                node.getFalseValue()
                    .map(value -> translate(value, scope))
                    .orElse(Expressed.nothing())));
    return new Expressed(
        "CASE WHEN %s THEN %s ELSE %s END"
            .formatted(
                condition(node.getCondition(), scope),
                values.getFirst().sql(),
                values.getLast().sql()),
        values.getFirst().type());
  }

  private Expressed cast(Cast node, Scope scope) {
    var target = Casts.type(node.getType());
    var value = Casts.cast(node, translate(node.getExpression(), scope), target);
    int length = Casts.length(node.getType());
    var cut =
        length == 0
            ? value
            : new Expressed("substr(%s, 1, %d)".formatted(value.sql(), length), target);
    return node.isSafe() ? new Expressed("TRY(" + cut.sql() + ")", cut.type()) : cut;
  }

  private Expressed trim(Trim node, Scope scope) {
    var source = text(node.getTrimSource(), scope);
    var characters = node.getTrimCharacter().map(c -> ", " + text(c, scope)).orElse("");
    return new Expressed(
        "%s(%s%s)".formatted(node.getSpecification().getFunctionName(), source, characters),
        Plain.VARCHAR);
  }

  private Expressed subscript(SubscriptExpression node, Scope scope) {
    var base = translate(node.getBase(), scope);
    var index = translate(node.getIndex(), scope);
    if (base.type() instanceof ArrayOf(var element) && Coercion.isInteger(index.type())) {
      return new Expressed("trino_subscript(%s, %s)".formatted(base.sql(), index.sql()), element);
    }
    throw QueryFailure.at(
        node,
        "TYPE_MISMATCH",
        "Cannot use %s for subscript of %s"
            .formatted(index.type().display(), base.type().display()));
  }

  /** The values as the type that holds them all. */
  static List<Expressed> same(Node node, List<Expressed> values) {
    TrinoType type = Plain.UNKNOWN;
    for (var value : values) {
      var known = type;
      type =
          Coercion.common(type, value.type())
              .orElseThrow(
                  () ->
                      QueryFailure.at(
                          node,
                          "TYPE_MISMATCH",
                          "All values must be of the same type: %s and %s"
                              .formatted(known.display(), value.type().display())));
    }
    var common = type;
    return values.stream()
        .map(value -> common == Plain.UNKNOWN ? value : value.as(common))
        .toList();
  }

  static String joined(List<Expressed> values) {
    return values.stream().map(Expressed::sql).collect(Collectors.joining(", "));
  }
}
