package io.cloudapp.local.athena;

import io.cloudapp.local.athena.sql.Translation.ResultColumn;
import io.cloudapp.local.athena.sql.TrinoType;
import io.cloudapp.local.athena.sql.TrinoType.ArrayOf;
import io.cloudapp.local.athena.sql.TrinoType.Plain;
import io.cloudapp.local.athena.sql.TrinoType.Timestamp;
import io.cloudapp.local.athena.sql.TrinoType.ZonedTimestamp;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what DuckDB answers as Athena writes it. */
final class ResultReader {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private ResultReader() {}

  static ResultRows read(ResultSet rows, List<ResultColumn> columns) throws SQLException {
    var all = new ArrayList<List<String>>();
    while (rows.next()) {
      var row = new String[columns.size()];
      for (int at = 0; at < row.length; at++) {
        var value = rows.getObject(at + 1);
        row[at] = value == null ? null : text(value, columns.get(at).type());
      }
      all.add(Arrays.asList(row));
    }
    return new ResultRows(columns, all);
  }

  private static String text(Object value, TrinoType type) throws SQLException {
    return switch (type) {
      case Timestamp(var precision) -> written(moment(value), precision);
      case ZonedTimestamp(var precision, var zone) ->
          written(
                  LocalDateTime.ofInstant(moment(value).toInstant(ZoneOffset.UTC), ZoneId.of(zone)),
                  precision)
              + " "
              + zone;
      case ArrayOf(var element) -> list((Array) value, element);
      case Plain.DOUBLE -> Double.toString(((Number) value).doubleValue());
      case Plain.REAL -> Float.toString(((Number) value).floatValue());
      default -> value.toString();
    };
  }

  private static LocalDateTime moment(Object value) {
    return ((java.sql.Timestamp) value).toLocalDateTime();
  }

  private static String written(LocalDateTime moment, int precision) {
    return (precision > 3 ? MICROS : MILLIS).format(moment);
  }

  private static String list(Array array, TrinoType element) throws SQLException {
    var texts = new ArrayList<String>();
    for (var value : (Object[]) array.getArray()) {
      texts.add(value == null ? "null" : text(value, element));
    }
    return texts.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
