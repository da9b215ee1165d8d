package io.cloudapp.local.athena.data;

import io.cloudapp.local.athena.data.Cache.Added;
import io.cloudapp.local.athena.data.Projection.Partition;
import io.cloudapp.local.athena.sql.Sql;
import io.cloudapp.local.athena.sql.TrinoType;
import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads files of JSON, one object a line, as Athena's OpenX SerDe does: a property of another type
 * is null, a line that begins no object is a row of nulls, and so is a malformed one if it is
 * ignored.
 */
final class JsonRows {

  private final Layout layout;

  JsonRows(Layout layout) {
    this.layout = layout;
  }

  String table() {
    return Sql.name("rows_" + layout.id());
  }

  String tableDefinition() {
    var columns = new ArrayList<String>();
    columns.add("\"$file\" BIGINT");
    columns.add("\"$location\" VARCHAR");
    columns.add("\"$malformed\" VARCHAR");
    layout.columns().forEach(column -> columns.add(definition(column)));
    layout.partitionKeys().forEach(column -> columns.add(definition(column)));
    return "CREATE TABLE IF NOT EXISTS %s (%s)".formatted(table(), String.join(", ", columns));
  }

  private static String definition(Layout.Column column) {
    return Sql.name(column.name()) + " " + column.type().duckdb();
  }

  /** SQL that reads files. */
  String insertion(List<Added> files) {
    var paths =
        files.stream()
            .map(file -> Sql.text(file.file().path().toString()))
            .collect(Collectors.joining(","));
    var known =
        files.stream()
            .map(
                file ->
                    "(%s,%d,%s%s)"
                        .formatted(
                            Sql.text(file.file().path().toString()),
                            file.id(),
                            Sql.text(file.partition().location()),
                            file.partition().values().stream()
                                .map(value -> "," + Sql.text(value))
                                .collect(Collectors.joining())))
            .collect(Collectors.joining(","));
    var keyNames = new ArrayList<String>();
    for (int at = 0; at < layout.partitionKeys().size(); at++) {
      keyNames.add(", k" + at);
    }
    var keys = String.join("", keyNames);
    return """
        INSERT INTO %s
        WITH files(path, id, location%s) AS (VALUES %s),
          texts AS (
            SELECT id, location%s, unnest(string_split(
                CASE WHEN ends_with(content, chr(10)) THEN left(content, -1) ELSE content END,
                chr(10))) AS line
            FROM read_text([%s]) JOIN files ON files.path = filename
            WHERE size > 0),
          lines AS (
            SELECT id, location%s,
              CASE WHEN starts_with(line, '{') AND ends_with(line, '}') THEN line
                ELSE trim(line, ' ' || chr(9) || chr(13)) END AS line
            FROM texts),
          documents AS (SELECT id, location%s, line, TRY(%s) AS v FROM lines),
          judged AS (
            SELECT id, location%s, v,
              CASE WHEN v IS NULL AND line[1] IN ('{', '[') THEN left(line, 200) END AS malformed
            FROM documents)
        SELECT id, location, malformed%s%s FROM judged
        """
        .formatted(
            table(), keys, known, keys, paths, keys, keys, values(), keys, columns(), keyColumns());
  }

  private String values() {
    if (!layout.ignoresCase()) {
      return "json_extract_string(line, [%s])"
          .formatted(
              layout.columns().stream()
                  .map(column -> Sql.text(path(column.property())))
                  .collect(Collectors.joining(", ")));
    }
    return layout.columns().stream()
        .map(
            column ->
                "json_extract_string(line, '$.\"' || list_extract(list_filter(json_keys(line),"
                    + " lambda k: lower(k) = lower(%s)), 1) || '\"')"
                        .formatted(Sql.text(column.property())))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String path(String property) {
    return "$.\"" + property.replace("\"", "\\\"") + "\"";
  }

  private String columns() {
    var columns = new StringBuilder();
    for (int at = 0; at < layout.columns().size(); at++) {
      columns
          .append(", ")
          .append(value("v[%d]".formatted(at + 1), layout.columns().get(at).type()));
    }
    return columns.toString();
  }

  private static String value(String text, TrinoType type) {
    return switch (type) {
      case Plain.VARCHAR -> text;
      case Plain.BOOLEAN -> "(lower(%s) = 'true')".formatted(text);
      case ArrayOf _ -> "TRY_CAST(CAST(%s AS JSON) AS %s)".formatted(text, type.duckdb());
      default -> "TRY_CAST(%s AS %s)".formatted(text, type.duckdb());
    };
  }

  private String keyColumns() {
    var columns = new StringBuilder();
    for (int at = 0; at < layout.partitionKeys().size(); at++) {
      columns.append(
          ", CAST(k%d AS %s)".formatted(at, layout.partitionKeys().get(at).type().duckdb()));
    }
    return columns.toString();
  }

  /** SQL that finds a line that is no JSON. */
  String malformed(List<Partition> partitions) {
    return "SELECT \"$malformed\" FROM %s WHERE \"$malformed\" IS NOT NULL AND \"$location\" IN (%s) LIMIT 1"
        .formatted(
            table(),
            partitions.stream()
                .map(partition -> Sql.text(partition.location()))
                .collect(Collectors.joining(",")));
  }
}
