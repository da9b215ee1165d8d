package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.FunctionSignature.Fit;
import io.cloudapp.local.athena.sql.FunctionSignature.Kind;
import io.cloudapp.local.athena.sql.FunctionSignature.Modifiers;
import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FrameBound;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.WindowFrame;
import io.trino.sql.tree.WindowSpecification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Translates calls of functions: those of the catalogue, and the few that need more than a line.
 */
final class FunctionCalls {

  private final FunctionCatalogue catalogue = FunctionCatalogue.get();
  private final Expressions expressions;

  FunctionCalls(Expressions expressions) {
    this.expressions = expressions;
  }

  Expressed translate(FunctionCall node, Scope scope) {
    var name = Scope.lower(node.getName().getSuffix());
    if (node.getArguments().stream().anyMatch(LambdaExpression.class::isInstance)) {
      return ofLambda(node, name, scope);
    }
    var arguments = expressions.all(node.getArguments(), scope);
    var fit = fit(node, name, arguments);
    if (fit.isEmpty() || fit.get().signature().kind() == Kind.SCALAR) {
      requirePlain(node, name);
      return scalar(node, name, arguments);
    }
    return aggregate(node, fit.get(), arguments, scope);
  }

  /** A call that is neither an aggregate nor has a window. */
  Expressed scalar(Node node, String name, List<Expressed> arguments) {
    var special = special(node, name, arguments);
    if (special.isPresent()) {
      return special.get();
    }
    var fit = fit(node, name, arguments);
    if (fit.isPresent()) {
      return fit.get().signature().call(fit.get(), arguments, Modifiers.NONE);
    }
    if (catalogue.named(name).isEmpty()) {
      throw QueryFailure.at(
          node,
          "FUNCTION_NOT_FOUND",
          "Function '%s' not registered (or not one that LocalCloud translates)".formatted(name));
    }
    throw Times.mismatch(node, name, arguments);
  }

  private Optional<Expressed> special(Node node, String name, List<Expressed> arguments) {
    var times = expressions.times();
    return Optional.ofNullable(
        switch (name + "/" + arguments.size()) {
          case "date_trunc/2" -> times.truncate(node, arguments.get(0), arguments.get(1));
          case "date_diff/3" ->
              times.difference(node, arguments.get(0), arguments.get(1), arguments.get(2));
          case "date_add/3" ->
              times.add(node, arguments.get(0), arguments.get(1), arguments.get(2));
          case "date_format/2" -> times.format(node, arguments.get(0), arguments.get(1));
          case "date_parse/2" -> times.parse(node, arguments.get(0), arguments.get(1));
          case "at_timezone/2" -> times.atZone(node, arguments.get(0), arguments.get(1));
          case "with_timezone/2" -> times.withZone(node, arguments.get(0), arguments.get(1));
          case "now/0" -> times.now();
          case "typeof/1" ->
              new Expressed(Sql.text(arguments.getFirst().type().display()), Plain.VARCHAR);
          default -> variadic(node, name, arguments);
        });
  }

  private static Expressed variadic(Node node, String name, List<Expressed> arguments) {
    if (arguments.size() < 2) {
      return null;
    }
    return switch (name) {
      case "concat" -> {
        var parts = Expressions.same(node, arguments);
        var type = parts.getFirst().type();
        if (type != Plain.VARCHAR && !(type instanceof ArrayOf)) {
          throw Times.mismatch(node, name, arguments);
        }
        // DuckDB's own concat passes over nulls.
        yield new Expressed(
            parts.stream().map(Expressed::sql).collect(Collectors.joining(" || ", "(", ")")), type);
      }
      case "greatest", "least" -> {
        var parts = Expressions.same(node, arguments);
        var anyNull =
            parts.stream().map(part -> part.sql() + " IS NULL").collect(Collectors.joining(" OR "));
        yield new Expressed(
            "CASE WHEN %s THEN NULL ELSE %s(%s) END"
                .formatted(anyNull, name, Expressions.joined(parts)),
            parts.getFirst().type());
      }
      default -> null;
    };
  }

  private Optional<Fit> fit(Node node, String name, List<Expressed> arguments) {
    return catalogue.named(name).stream()
        .flatMap(signature -> signature.fit(arguments).stream())
        .min(Comparator.comparingInt(Fit::coercions));
  }

  private static void requirePlain(FunctionCall node, String name) {
    if (node.isDistinct()
        || node.getFilter().isPresent()
        || node.getOrderBy().isPresent()
        || node.getWindow().isPresent()) {
      throw QueryFailure.at(
          node,
          "FUNCTION_NOT_AGGREGATE",
          "DISTINCT, FILTER, ORDER BY and OVER are for aggregates; %s is none".formatted(name));
    }
  }

  private Expressed aggregate(FunctionCall node, Fit fit, List<Expressed> arguments, Scope scope) {
    var signature = fit.signature();
    if (node.getNullTreatment().isPresent()) {
      throw QueryFailure.untranslated(node, "IGNORE NULLS and RESPECT NULLS");
    }
    if ((node.isDistinct() || node.getOrderBy().isPresent()) && !signature.takesModifiers()) {
      throw QueryFailure.untranslated(node, "DISTINCT and ORDER BY in " + signature.name());
    }
    if (signature.kind() == Kind.WINDOW && node.getWindow().isEmpty()) {
      throw QueryFailure.at(
          node,
          "MISSING_OVER",
          "Window function %s requires an OVER clause".formatted(signature.name()));
    }
    var after = new StringBuilder();
    node.getFilter()
        .ifPresent(
            filter ->
                after
                    .append(" FILTER (WHERE ")
                    .append(expressions.condition(filter, scope))
                    .append(")"));
    node.getWindow()
        .ifPresent(
            window -> {
              if (!(window instanceof WindowSpecification specification)) {
                throw QueryFailure.untranslated(node, "a named window");
              }
              after.append(" OVER (").append(window(specification, scope)).append(")");
            });
    return signature.call(
        fit,
        arguments,
        new Modifiers(
            node.isDistinct() ? "DISTINCT " : "",
            node.getOrderBy().map(order -> " " + orderBy(order, scope)).orElse(""),
            after.toString()));
  }

  private String window(WindowSpecification node, Scope scope) {
    if (node.getExistingWindowName().isPresent()) {
      throw QueryFailure.untranslated(node, "a named window");
    }
    var parts = new ArrayList<String>();
    if (!node.getPartitionBy().isEmpty()) {
      parts.add(
          "PARTITION BY " + Expressions.joined(expressions.all(node.getPartitionBy(), scope)));
    }
    node.getOrderBy().ifPresent(order -> parts.add(orderBy(order, scope)));
    node.getFrame().ifPresent(frame -> parts.add(frame(frame, scope)));
    return String.join(" ", parts);
  }

  private String frame(WindowFrame node, Scope scope) {
    var start = bound(node.getStart(), scope);
    var end = node.getEnd().map(bound -> bound(bound, scope)).orElse("CURRENT ROW");
    return "%s BETWEEN %s AND %s".formatted(node.getType(), start, end);
  }

  private String bound(FrameBound node, Scope scope) {
    var kind = node.getType().name().replace('_', ' ');
    return node.getValue()
        .map(value -> expressions.translate(value, scope).sql() + " " + kind)
        .orElse(kind);
  }

  private String orderBy(OrderBy node, Scope scope) {
    return node.getSortItems().stream()
        .map(item -> sorted(expressions.translate(item.getSortKey(), scope).sql(), item))
        .collect(Collectors.joining(", ", "ORDER BY ", ""));
  }

  /** Trino puts nulls last in either direction unless told otherwise. */
  static String sorted(String sql, SortItem item) {
    return "%s %s NULLS %s"
        .formatted(
            sql,
            item.getOrdering() == SortItem.Ordering.DESCENDING ? "DESC" : "ASC",
            item.getNullOrdering() == SortItem.NullOrdering.FIRST ? "FIRST" : "LAST");
  }

  private Expressed ofLambda(FunctionCall node, String name, Scope scope) {
    requirePlain(node, name);
    if (node.getArguments().size() != 2
        || !(node.getArguments().get(1) instanceof LambdaExpression lambda)
        || lambda.getArguments().size() != 1) {
      throw QueryFailure.untranslated(node, name + " with this lambda");
    }
    var list = expressions.translate(node.getArguments().getFirst(), scope);
    if (!(list.type() instanceof ArrayOf(var element))) {
      throw Times.mismatch(node, name, List.of(list));
    }
    // Not a name that a column has.
    var variable =
        "lambda_"
            + node.getLocation()
                .map(at -> at.getLineNumber() + "_" + at.getColumnNumber())
                .orElse("x");
    var argument = Scope.lower(lambda.getArguments().getFirst().getName().getValue());
    var inner =
        scope.within(
            List.of(new Scope.Field(List.of(), argument, new Expressed(variable, element))));
    return switch (name) {
      case "transform" -> {
        var result = expressions.translate(lambda.getBody(), inner);
        yield new Expressed(
            "list_transform(%s, lambda %s: %s)".formatted(list.sql(), variable, result.sql()),
            new ArrayOf(result.type()));
      }
      case "filter" ->
          new Expressed(
              "list_filter(%s, lambda %s: %s)"
                  .formatted(list.sql(), variable, condition(lambda.getBody(), inner)),
              list.type());
      default -> throw QueryFailure.untranslated(node, "the function " + name);
    };
  }

  private String condition(Node body, Scope scope) {
    if (body instanceof Expression expression) {
      return expressions.condition(expression, scope);
    }
    throw QueryFailure.untranslated(body, "this lambda");
  }
}
