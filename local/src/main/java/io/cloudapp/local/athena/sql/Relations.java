package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.Queried.Column;
import io.cloudapp.local.athena.sql.Scope.Field;
import io.cloudapp.local.athena.sql.Translation.Scan;
import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.JoinUsing;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Unnest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates what stands behind FROM. */
final class Relations {

  private static final String CATALOG = "awsdatacatalog";

  private final Tables tables;
  private final String database;
  private final Queries queries;
  private final Expressions expressions;
  private final Deque<Map<String, Named>> names = new ArrayDeque<>();
  private final List<Reading> readings = new ArrayList<>();
  private int aliases;

  Relations(Tables tables, String database, Queries queries, Expressions expressions) {
    this.tables = tables;
    this.database = Scope.lower(database);
    this.queries = queries;
    this.expressions = expressions;
  }

  /**
   * A relation.
   *
   * @param readings the tables read in it whose rows all pass through WHERE
   */
  record Joined(String sql, List<Field> fields, List<Reading> readings) {

    Joined {
      fields = List.copyOf(fields);
      readings = List.copyOf(readings);
    }
  }

  /**
   * A table being read.
   *
   * @param partitionKeys in SQL
   */
  record Reading(
      String name,
      String alias,
      String database,
      String table,
      List<String> partitionKeys,
      List<String> pruning) {

    Scan scan() {
      return new Scan(name, alias, database, table, pruning);
    }
  }

  private record Named(String sqlName, List<Column> columns) {}

  /** Names that WITH gives until this is closed. */
  interface Names extends AutoCloseable {
    @Override
    void close();
  }

  Names named() {
    names.push(new HashMap<>());
    return names::pop;
  }

  /** Gives a query a name of WITH and returns what it is called in SQL. */
  String name(Node node, Identifier name, List<Identifier> columnNames, Queried query) {
    var sqlName = "w" + ++aliases;
    var columns = renamed(node, columnNames, query.columns());
    names.element().put(Scope.lower(name.getValue()), new Named(sqlName, columns));
    return sqlName;
  }

  List<Scan> scans() {
    return readings.stream().map(Reading::scan).toList();
  }

  private static List<Column> renamed(Node node, List<Identifier> names, List<Column> columns) {
    if (names.isEmpty()) {
      return columns;
    }
    if (names.size() != columns.size()) {
      throw QueryFailure.at(
          node,
          "MISMATCHED_COLUMN_ALIASES",
          "Column alias list has %d entries but relation has %d columns"
              .formatted(names.size(), columns.size()));
    }
    var renamed = new ArrayList<Column>();
    for (int at = 0; at < names.size(); at++) {
      renamed.add(new Column(Scope.lower(names.get(at).getValue()), columns.get(at).type()));
    }
    return renamed;
  }

  Joined translate(Relation node, Scope outer) {
    return switch (node) {
      case Table table -> table(table);
      case AliasedRelation aliased -> aliased(aliased, outer);
      case TableSubquery subquery -> derived(queries.query(subquery.getQuery(), outer), "");
      case Join join -> join(join, outer);
      case Unnest unnest -> unnest(unnest, outer);
      case Lateral lateral -> derived(queries.query(lateral.getQuery(), outer), "LATERAL ");
      case QueryBody body -> derived(queries.body(body, outer), "");
      default ->
          throw QueryFailure.untranslated(
              node, "a " + node.getClass().getSimpleName() + " in FROM");
    };
  }

  private Joined derived(Queried query, String lateral) {
    var alias = "r" + ++aliases;
    return new Joined(
        "%s(%s) AS %s".formatted(lateral, query.sql(), alias),
        Queries.fields(query.columns(), alias),
        List.of());
  }

  private Joined table(Table node) {
    if (node.getQueryPeriod().isPresent() || node.getBranch().isPresent()) {
      throw QueryFailure.untranslated(node, "a version of a table");
    }
    var parts = node.getName().getParts().stream().map(Scope::lower).toList();
    var alias = "r" + ++aliases;
    if (parts.size() == 1) {
      for (var frame : names) {
        var named = frame.get(parts.getFirst());
        if (named != null) {
          return new Joined(
              named.sqlName() + " AS " + alias,
              qualified(Queries.fields(named.columns(), alias), parts),
              List.of());
        }
      }
    }
    return stored(node, parts, alias);
  }

  private Joined stored(Table node, List<String> parts, String alias) {
    var table = parts.getLast();
    var owner = parts.size() > 1 ? parts.get(parts.size() - 2) : database;
    if (parts.size() > 3 || parts.size() == 3 && !parts.getFirst().equals(CATALOG)) {
      throw QueryFailure.at(
          node, "CATALOG_NOT_FOUND", "Catalog '%s' not found".formatted(parts.getFirst()));
    }
    if (!tables.hasDatabase(owner)) {
      throw QueryFailure.at(
          node, "SCHEMA_NOT_FOUND", "Schema '%s' does not exist".formatted(owner));
    }
    var columns =
        tables
            .columns(owner, table)
            .orElseThrow(
                () ->
                    QueryFailure.at(
                        node,
                        "TABLE_NOT_FOUND",
                        "Table '%s.%s.%s' does not exist".formatted(CATALOG, owner, table)));
    var fields = new ArrayList<Field>();
    var partitionKeys = new ArrayList<String>();
    for (var column : columns) {
      var name = Sql.name(column.name());
      var field =
          new Field(
              List.of(CATALOG, owner, table),
              column.name(),
              new Expressed(alias + "." + name, column.type()));
      fields.add(field);
      if (column.partitionKey()) {
        partitionKeys.add(field.value().sql());
      }
    }
    var reading =
        new Reading(
            "scan_" + (readings.size() + 1), alias, owner, table, partitionKeys, new ArrayList<>());
    readings.add(reading);
    return new Joined(reading.name() + " AS " + alias, fields, List.of(reading));
  }

  private static List<Field> qualified(List<Field> fields, List<String> qualifier) {
    return fields.stream().map(field -> field.qualified(qualifier)).toList();
  }

  private Joined aliased(AliasedRelation node, Scope outer) {
    var inner = translate(node.getRelation(), outer);
    var columns =
        renamed(
            node,
            Optional.ofNullable(node.getColumnNames()).orElse(List.of()),
            inner.fields().stream()
                .map(field -> new Column(field.name(), field.value().type()))
                .toList());
    var qualifier = List.of(Scope.lower(node.getAlias().getValue()));
    var fields = new ArrayList<Field>();
    for (int at = 0; at < columns.size(); at++) {
      fields.add(new Field(qualifier, columns.get(at).name(), inner.fields().get(at).value()));
    }
    return new Joined(inner.sql(), fields, inner.readings());
  }

  private Joined join(Join node, Scope outer) {
    var left = translate(node.getLeft(), outer);
    var right = translate(node.getRight(), outer.within(left.fields()));
    var type = node.getType();
    var word =
        switch (type) {
          case CROSS, IMPLICIT -> "CROSS JOIN";
          case INNER -> "JOIN";
          case LEFT -> "LEFT JOIN";
          case RIGHT -> "RIGHT JOIN";
          case FULL -> "FULL JOIN";
        };
    var readingsKept = new ArrayList<Reading>();
    if (type != Join.Type.RIGHT && type != Join.Type.FULL) {
      readingsKept.addAll(left.readings());
    }
    if (type != Join.Type.LEFT && type != Join.Type.FULL) {
      readingsKept.addAll(right.readings());
    }
    var fields = new ArrayList<>(left.fields());
    fields.addAll(right.fields());
    var criteria = node.getCriteria();
    if (criteria.isEmpty()) {
      return new Joined(
          "(%s %s %s)".formatted(left.sql(), word, right.sql()), fields, readingsKept);
    }
    return switch (criteria.get()) {
      case JoinOn on ->
          new Joined(
              "(%s %s %s ON %s)"
                  .formatted(
                      left.sql(),
                      word,
                      right.sql(),
                      expressions.condition(on.getExpression(), outer.within(fields))),
              fields,
              readingsKept);
      case JoinUsing using -> using(node, using, word, left, right, readingsKept);
      default -> throw QueryFailure.untranslated(node, "a NATURAL JOIN");
    };
  }

  private static Joined using(
      Join node, JoinUsing using, String word, Joined left, Joined right, List<Reading> readings) {
    var shared = new ArrayList<Field>();
    var conditions = new ArrayList<String>();
    var names = using.getColumns().stream().map(name -> Scope.lower(name.getValue())).toList();
    for (var name : names) {
      var one = new Scope(left.fields(), Optional.empty()).resolve(node, List.of(name));
      var other = new Scope(right.fields(), Optional.empty()).resolve(node, List.of(name));
      var alike = Expressions.same(node, List.of(one, other));
      conditions.add(alike.getFirst().sql() + " = " + alike.getLast().sql());
      shared.add(
          new Field(
              List.of(),
              name,
              new Expressed(
                  "coalesce(%s)".formatted(Expressions.joined(alike)), alike.getFirst().type())));
    }
    for (var side : List.of(left, right)) {
      side.fields().stream().filter(field -> !names.contains(field.name())).forEach(shared::add);
    }
    return new Joined(
        "(%s %s %s ON %s)"
            .formatted(left.sql(), word, right.sql(), String.join(" AND ", conditions)),
        shared,
        readings);
  }

  private Joined unnest(Unnest node, Scope outer) {
    var items = new ArrayList<String>();
    var columns = new ArrayList<Column>();
    var longest = new ArrayList<String>();
    for (Expression list : node.getExpressions()) {
      var value = expressions.translate(list, outer);
      if (!(value.type() instanceof ArrayOf(var element))) {
        throw QueryFailure.at(
            node, "TYPE_MISMATCH", "Cannot unnest type: " + value.type().display());
      }
      items.add("unnest(%s) AS c%d".formatted(value.sql(), columns.size()));
      columns.add(new Column("_col" + columns.size(), element));
      longest.add("coalesce(len(%s), 0)".formatted(value.sql()));
    }
    if (node.isWithOrdinality()) {
      items.add(
          "unnest(generate_series(1, greatest(%s, 0))) AS c%d"
              .formatted(String.join(", ", longest), columns.size()));
      columns.add(new Column("_col" + columns.size(), Plain.BIGINT));
    }
    return derived(new Queried("SELECT " + String.join(", ", items), columns), "LATERAL ");
  }

  /** Notes what of a condition in WHERE decides by partition keys alone. */
  void prune(Joined joined, Expression condition, Scope scope) {
    for (var reading : joined.readings()) {
      for (var conjunct : Conjuncts.of(condition)) {
        if (Conjuncts.nameOnly(conjunct, reading.partitionKeys(), scope)) {
          reading.pruning().add(expressions.condition(conjunct, scope));
        }
      }
    }
  }
}
