package io.cloudapp.local.athena.data;

import io.cloudapp.local.athena.sql.QueryFailure;
import io.cloudapp.local.athena.sql.TrinoType;
import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.glue.GlueTable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a table of JSON objects lies in S3.
 *
 * @param id the same for the same definition
 * @param ignoresMalformed whether a line that is no JSON is a row of nulls instead of a failure
 * @param ignoresCase whether properties are found whatever their case
 */
record Layout(
    String id,
    List<Column> columns,
    List<Column> partitionKeys,
    Projection projection,
    boolean ignoresMalformed,
    boolean ignoresCase) {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+), ?(\\d+)\\)");
  private static final String SERDE = "org.openx.data.jsonserde.JsonSerDe";

  Layout {
    columns = List.copyOf(columns);
    partitionKeys = List.copyOf(partitionKeys);
  }

  /**
   * A column.
   *
   * @param property of the JSON that holds its value
   */
  record Column(String name, TrinoType type, String property) {}

  static Layout of(GlueTable table) {
    if (!table.serde().equals(SERDE)) {
      throw new QueryFailure(
          "NOT_SUPPORTED",
          "LocalCloud reads tables of the SerDe %s only, not %s".formatted(SERDE, table.serde()));
    }
    var serde = table.serdeParameters();
    return new Layout(
        Integer.toHexString(table.input().hashCode()) + "_" + table.name().replaceAll("\\W", "_"),
        table.columns().stream()
            .map(
                column ->
                    new Column(
                        column.name(),
                        type(column.type()),
                        serde.getOrDefault("mapping." + column.name(), column.name())))
            .toList(),
        table.partitionKeys().stream()
            .map(key -> new Column(key.name(), type(key.type()), key.name()))
            .toList(),
        Projection.of(table),
        Boolean.parseBoolean(serde.getOrDefault("ignore.malformed.json", "false")),
        Boolean.parseBoolean(serde.getOrDefault("case.insensitive", "true")));
  }

  static TrinoType type(String hive) {
    var name = hive.toLowerCase(Locale.ROOT).strip();
    if (name.startsWith("array<") && name.endsWith(">")) {
      return new ArrayOf(type(name.substring(6, name.length() - 1)));
    }
    var decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      return new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return switch (name) {
      case "string" -> Plain.VARCHAR;
      case "boolean" -> Plain.BOOLEAN;
      case "tinyint" -> Plain.TINYINT;
      case "smallint" -> Plain.SMALLINT;
      case "int", "integer" -> Plain.INTEGER;
      case "bigint" -> Plain.BIGINT;
      case "float" -> Plain.REAL;
      case "double" -> Plain.DOUBLE;
      case "date" -> Plain.DATE;
      case "timestamp" -> new Timestamp(3);
      default ->
          throw new QueryFailure(
              "NOT_SUPPORTED", "LocalCloud reads no column of type %s".formatted(hive));
    };
  }
}
