package io.cloudapp.local.athena;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.athena.sql.TrinoType;
import io.cloudapp.local.athena.sql.TrinoType.Decimal;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import java.util.List;
import java.util.stream.Collectors;

/** The answers of GetQueryResults, and the file of a result in S3. */
final class QueryResults {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private QueryResults() {}

  /**
   * A page. The first row of a result is its header.
   *
   * @param first number of the page's first row, the header being 0
   */
  static ObjectNode page(ResultRows result, int first, int size) {
    var answer = JSON.objectNode();
    answer.put("UpdateCount", 0);
    var set = answer.putObject("ResultSet");
    var rows = set.putArray("Rows");
    int end = Math.min(result.rows().size() + 1, first + size);
    for (int at = first; at < end; at++) {
      add(
          rows,
          at == 0
              ? result.columns().stream().map(column -> column.name()).toList()
              : result.rows().get(at - 1));
    }
    var columns = set.putObject("ResultSetMetadata").putArray("ColumnInfo");
    result.columns().forEach(column -> columns.add(info(column.name(), column.type())));
    if (end <= result.rows().size()) {
      answer.put("NextToken", Integer.toString(end));
    }
    return answer;
  }

  private static void add(ArrayNode rows, List<String> values) {
    var data = rows.addObject().putArray("Data");
    for (var value : values) {
      var datum = data.addObject();
      if (value != null) {
        datum.put("VarCharValue", value);
      }
    }
  }

  private static ObjectNode info(String name, TrinoType type) {
    int precision = 0;
    int scale = 0;
    var shown =
        switch (type) {
          case Decimal _ -> "decimal";
          case Timestamp _ -> "timestamp";
          case ZonedTimestamp _ -> "timestamp with time zone";
          case TrinoType.ArrayOf _ -> "array";
          case Plain plain -> plain.display();
        };
    switch (type) {
      case Decimal(var digits, var places) -> {
        precision = digits;
        scale = places;
      }
      case Timestamp _, ZonedTimestamp _ -> precision = 3;
      case Plain.VARCHAR -> precision = Integer.MAX_VALUE;
      case Plain.BIGINT -> precision = 19;
      case Plain.INTEGER -> precision = 10;
      case Plain.SMALLINT -> precision = 5;
      case Plain.TINYINT -> precision = 3;
      case Plain.DOUBLE, Plain.REAL -> precision = 17;
      default -> {}
    }
    return JSON.objectNode()
        .put("CatalogName", "hive")
        .put("SchemaName", "")
        .put("TableName", "")
        .put("Name", name)
        .put("Label", name)
        .put("Type", shown)
        .put("Precision", precision)
        .put("Scale", scale)
        .put("Nullable", "UNKNOWN")
        .put("CaseSensitive", type == Plain.VARCHAR);
  }

  /** As Athena writes it to S3: every value in quotes, a null as nothing. */
  static String csv(ResultRows result) {
    var lines = new StringBuilder();
    line(lines, result.columns().stream().map(column -> column.name()).toList());
    result.rows().forEach(row -> line(lines, row));
    return lines.toString();
  }

  private static void line(StringBuilder lines, List<String> values) {
    lines
        .append(
            values.stream()
                .map(value -> value == null ? "" : "\"" + value.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",")))
        .append('\n');
  }
}
