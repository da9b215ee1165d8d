package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.Queried.Column;
import io.cloudapp.local.athena.sql.Scope.Field;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.AllRows;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Except;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.GroupingSets;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Intersect;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.Offset;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.SimpleGroupBy;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Union;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Translates queries, from WITH to LIMIT. */
final class Queries implements Expressions.Context {

  private final Map<NodeLocation, Expressed> parameters;
  private final Times times;
  private final Expressions expressions;
  private final Relations relations;

  Queries(Tables tables, String database, Map<NodeLocation, Expressed> parameters, Times times) {
    this.parameters = Map.copyOf(parameters);
    this.times = times;
    this.expressions = new Expressions(this);
    this.relations = new Relations(tables, database, this, expressions);
  }

  @Override
  public Expressed parameter(Parameter parameter) {
    return Optional.ofNullable(parameters.get(parameter.getLocation().orElseThrow()))
        .orElseThrow(
            () ->
                QueryFailure.at(
                    parameter,
                    "INVALID_PARAMETER_USAGE",
                    "There is no value for a parameter here"));
  }

  @Override
  public Times times() {
    return times;
  }

  Expressions expressions() {
    return expressions;
  }

  List<Translation.Scan> scans() {
    return relations.scans();
  }

  @Override
  public Queried query(Query node, Scope outer) {
    if (!node.getFunctions().isEmpty() || !node.getSessionProperties().isEmpty()) {
      throw QueryFailure.untranslated(node, "functions and session properties in a query");
    }
    try (var _ = relations.named()) {
      var with = node.getWith().map(named -> with(named, outer)).orElse("");
      var body = body(node.getQueryBody(), outer);
      if (node.getOrderBy().isEmpty() && node.getLimit().isEmpty() && node.getOffset().isEmpty()) {
        return new Queried(with + body.sql(), body.columns());
      }
      var fields = fields(body.columns(), "q");
      var scope = new Scope(fields, Optional.of(outer));
      var order = node.getOrderBy().map(by -> orderBy(by, List.of(), scope)).orElse("");
      return new Queried(
          "%sSELECT * FROM (%s) AS q%s%s"
              .formatted(with, body.sql(), order, limits(node.getOffset(), node.getLimit())),
          body.columns());
    }
  }

  /** The columns of a query that is called so. */
  static List<Field> fields(List<Column> columns, String alias) {
    var fields = new ArrayList<Field>();
    for (int at = 0; at < columns.size(); at++) {
      var column = columns.get(at);
      fields.add(
          new Field(List.of(), column.name(), new Expressed(alias + ".c" + at, column.type())));
    }
    return fields;
  }

  private String with(With node, Scope outer) {
    if (node.isRecursive()) {
      throw QueryFailure.untranslated(node, "WITH RECURSIVE");
    }
    return node.getQueries().stream()
        .map(
            named -> {
              var query = query(named.getQuery(), outer);
              var sqlName =
                  relations.name(
                      named, named.getName(), named.getColumnNames().orElse(List.of()), query);
              return "%s AS (%s)".formatted(sqlName, query.sql());
            })
        .collect(Collectors.joining(", ", "WITH ", " "));
  }

  Queried body(QueryBody node, Scope outer) {
    return switch (node) {
      case QuerySpecification select -> select(select, outer);
      case TableSubquery subquery -> {
        var query = query(subquery.getQuery(), outer);
        yield new Queried("(" + query.sql() + ")", query.columns());
      }
      case SetOperation operation -> combine(operation, outer);
      case Values values -> values(values, outer);
      case Table table -> {
        var relation = relations.translate(table, outer);
        yield new Queried(
            "SELECT %s FROM %s".formatted(listed(relation.fields()), relation.sql()),
            columns(relation.fields()));
      }
      default -> throw QueryFailure.untranslated(node, "a " + node.getClass().getSimpleName());
    };
  }

  private static String listed(List<Field> fields) {
    var items = new ArrayList<String>();
    for (int at = 0; at < fields.size(); at++) {
      items.add("%s AS c%d".formatted(fields.get(at).value().sql(), at));
    }
    return String.join(", ", items);
  }

  private static List<Column> columns(List<Field> fields) {
    return fields.stream().map(field -> new Column(field.name(), field.value().type())).toList();
  }

  private Queried select(QuerySpecification node, Scope outer) {
    if (!node.getWindows().isEmpty()) {
      throw QueryFailure.untranslated(node, "a named window");
    }
    var from = node.getFrom().map(relation -> relations.translate(relation, outer));
    var scope = outer.within(from.map(Relations.Joined::fields).orElse(List.of()));
    var where =
        node.getWhere()
            .map(
                condition -> {
                  from.ifPresent(joined -> relations.prune(joined, condition, scope));
                  return " WHERE " + expressions.condition(condition, scope);
                })
            .orElse("");
    var items = items(node, scope);
    var grouped = node.getGroupBy().map(group -> groupBy(group, items, scope)).orElse("");
    var having =
        node.getHaving()
            .map(condition -> " HAVING " + expressions.condition(condition, scope))
            .orElse("");
    var sql = new StringBuilder("SELECT ");
    sql.append(node.getSelect().isDistinct() ? "DISTINCT " : "").append(listed(items));
    from.ifPresent(joined -> sql.append(" FROM ").append(joined.sql()));
    sql.append(where).append(grouped).append(having);
    node.getOrderBy().ifPresent(order -> sql.append(orderBy(order, items, scope)));
    sql.append(limits(node.getOffset(), node.getLimit()));
    return new Queried(sql.toString(), columns(items));
  }

  private List<Field> items(QuerySpecification node, Scope scope) {
    var items = new ArrayList<Field>();
    for (SelectItem item : node.getSelect().getSelectItems()) {
      switch (item) {
        case SingleColumn column -> {
          var name =
              column
                  .getAlias()
                  .or(() -> ownName(column.getExpression()))
                  .map(identifier -> Scope.lower(identifier.getValue()))
                  .orElse("_col" + items.size());
          items.add(
              new Field(List.of(), name, expressions.translate(column.getExpression(), scope)));
        }
        case AllColumns all -> items.addAll(all(all, node, scope));
        default -> throw QueryFailure.untranslated(item, "this item of SELECT");
      }
    }
    return items;
  }

  private static Optional<Identifier> ownName(Expression expression) {
    return switch (expression) {
      case Identifier identifier -> Optional.of(identifier);
      case DereferenceExpression path -> path.getField();
      default -> Optional.empty();
    };
  }

  private static List<Field> all(AllColumns node, QuerySpecification select, Scope scope) {
    if (!node.getAliases().isEmpty()) {
      throw QueryFailure.untranslated(node, "aliases of *");
    }
    if (select.getFrom().isEmpty()) {
      throw QueryFailure.at(
          node, "COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause");
    }
    if (node.getTarget().isEmpty()) {
      return scope.fields();
    }
    var prefix = Scope.lower(node.getTarget().get().toString());
    var found =
        scope.fields().stream()
            .filter(field -> !field.qualifier().isEmpty())
            .filter(field -> field.qualifier().getLast().equals(prefix))
            .toList();
    if (found.isEmpty()) {
      throw QueryFailure.at(
          node, "TABLE_NOT_FOUND", "Unable to resolve reference %s".formatted(prefix));
    }
    return found;
  }

  private String groupBy(GroupBy node, List<Field> items, Scope scope) {
    if (node.isDistinct()) {
      throw QueryFailure.untranslated(node, "GROUP BY DISTINCT");
    }
    var elements = new ArrayList<String>();
    for (var element : node.getGroupingElements()) {
      switch (element) {
        case SimpleGroupBy simple when simple.getExpressions().size() == 1 ->
            elements.add(grouped(simple.getExpressions().getFirst(), items, scope));
        case SimpleGroupBy simple ->
            elements.add(
                simple.getExpressions().stream()
                    .map(expression -> grouped(expression, items, scope))
                    .collect(Collectors.joining(", ", "(", ")")));
        case GroupingSets sets -> elements.add(sets(sets, items, scope));
        default -> throw QueryFailure.untranslated(element, "this GROUP BY");
      }
    }
    return " GROUP BY " + String.join(", ", elements);
  }

  private String sets(GroupingSets node, List<Field> items, Scope scope) {
    var word =
        switch (node.getType()) {
          case EXPLICIT -> "GROUPING SETS";
          case ROLLUP -> "ROLLUP";
          case CUBE -> "CUBE";
        };
    return node.getSets().stream()
        .map(
            set ->
                set.stream()
                    .map(expression -> grouped(expression, items, scope))
                    .collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(", ", word + " (", ")"));
  }

  private String grouped(Expression node, List<Field> items, Scope scope) {
    if (node instanceof LongLiteral position) {
      return item(position, position.getParsedValue(), items, "GROUP BY").value().sql();
    }
    return expressions.translate(node, scope).sql();
  }

  private static Field item(Node node, long position, List<Field> items, String where) {
    if (position < 1 || position > items.size()) {
      throw QueryFailure.at(
          node,
          "INVALID_COLUMN_REFERENCE",
          "%s position %d is not in select list".formatted(where, position));
    }
    return items.get((int) position - 1);
  }

  // Names of the result go before columns of the tables.
  private String orderBy(OrderBy node, List<Field> items, Scope scope) {
    var named = items.stream().filter(item -> !item.name().startsWith("_col")).toList();
    return node.getSortItems().stream()
        .map(
            item -> {
              var key = item.getSortKey();
              if (key instanceof LongLiteral position) {
                item(
                    position,
                    position.getParsedValue(),
                    items.isEmpty() ? scope.fields() : items,
                    "ORDER BY");
                return FunctionCalls.sorted("c" + (position.getParsedValue() - 1), item);
              }
              if (key instanceof Identifier identifier) {
                var alias = position(identifier, items);
                if (alias.isPresent()) {
                  return FunctionCalls.sorted("c" + alias.get(), item);
                }
              }
              return FunctionCalls.sorted(
                  expressions.translate(key, scope.within(named)).sql(), item);
            })
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  private static Optional<Integer> position(Identifier identifier, List<Field> items) {
    var name = Scope.lower(identifier.getValue());
    for (int at = 0; at < items.size(); at++) {
      if (items.get(at).name().equals(name)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private String limits(Optional<Offset> offset, Optional<Node> limit) {
    var most =
        limit.flatMap(
            node ->
                switch (node) {
                  case Limit rows -> Optional.of(rows.getRowCount());
                  case FetchFirst first when first.isWithTies() ->
                      throw QueryFailure.untranslated(node, "FETCH FIRST WITH TIES");
                  case FetchFirst first -> first.getRowCount();
                  default -> throw QueryFailure.untranslated(node, "this LIMIT");
                });
    return most.filter(rows -> !(rows instanceof AllRows))
            .map(rows -> " LIMIT " + expressions.translate(rows, Scope.EMPTY).sql())
            .orElse("")
        + offset
            .map(
                first -> " OFFSET " + expressions.translate(first.getRowCount(), Scope.EMPTY).sql())
            .orElse("");
  }

  private Queried combine(SetOperation node, Scope outer) {
    if (node.getCorresponding().isPresent()) {
      throw QueryFailure.untranslated(node, "CORRESPONDING");
    }
    var sides =
        node.getRelations().stream()
            .map(
                relation ->
                    relation instanceof QueryBody side ? body(side, outer) : failed(relation))
            .toList();
    int width = sides.getFirst().columns().size();
    var columns = new ArrayList<Column>();
    for (int at = 0; at < width; at++) {
      TrinoType type = TrinoType.Plain.UNKNOWN;
      for (var side : sides) {
        if (side.columns().size() != width) {
          throw QueryFailure.at(
              node,
              "TYPE_MISMATCH",
              "query has different number of fields: %d, %d"
                  .formatted(width, side.columns().size()));
        }
        var known = type;
        var other = side.columns().get(at).type();
        var place = at;
        type =
            Coercion.common(known, other)
                .orElseThrow(
                    () ->
                        QueryFailure.at(
                            node,
                            "TYPE_MISMATCH",
                            "column %d in query has incompatible types: %s, %s"
                                .formatted(place + 1, known.display(), other.display())));
      }
      columns.add(new Column(sides.getFirst().columns().get(at).name(), type));
    }
    var word =
        switch (node) {
          case Union _ -> "UNION";
          case Intersect _ -> "INTERSECT";
          case Except _ -> "EXCEPT";
          default -> throw QueryFailure.untranslated(node, "this combination of queries");
        };
    return new Queried(
        sides.stream()
            .map(side -> "(SELECT %s FROM (%s) AS q)".formatted(cast(side, columns), side.sql()))
            .collect(Collectors.joining(" " + word + (node.isDistinct() ? " " : " ALL "))),
        columns);
  }

  private static Queried failed(Node node) {
    throw QueryFailure.untranslated(node, "a " + node.getClass().getSimpleName());
  }

  private static String cast(Queried side, List<Column> columns) {
    var items = new ArrayList<Field>();
    for (int at = 0; at < columns.size(); at++) {
      var value = new Expressed("q.c" + at, side.columns().get(at).type());
      items.add(new Field(List.of(), "", value.as(columns.get(at).type())));
    }
    return listed(items);
  }

  private Queried values(Values node, Scope outer) {
    var rows =
        node.getRows().stream()
            .map(
                row ->
                    row instanceof Row several
                        ? several.getFields().stream()
                            .map(field -> expressions.translate(field.getExpression(), outer))
                            .toList()
                        : List.of(expressions.translate(row, outer)))
            .toList();
    int width = rows.getFirst().size();
    var alike = new ArrayList<List<Expressed>>();
    for (int at = 0; at < width; at++) {
      var column = new ArrayList<Expressed>();
      for (var row : rows) {
        if (row.size() != width) {
          throw QueryFailure.at(node, "TYPE_MISMATCH", "Values rows have mismatched sizes");
        }
        column.add(row.get(at));
      }
      alike.add(Expressions.same(node, column));
    }
    var columns = new ArrayList<Column>();
    for (int at = 0; at < width; at++) {
      columns.add(new Column("_col" + at, alike.get(at).getFirst().type()));
    }
    var selects = new ArrayList<String>();
    for (int row = 0; row < rows.size(); row++) {
      var items = new ArrayList<Field>();
      for (var column : alike) {
        items.add(new Field(List.of(), "", column.get(row)));
      }
      selects.add("SELECT " + listed(items));
    }
    return new Queried(String.join(" UNION ALL ", selects), columns);
  }
}
