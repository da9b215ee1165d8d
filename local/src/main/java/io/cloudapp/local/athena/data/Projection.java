package io.cloudapp.local.athena.data;

import io.cloudapp.local.athena.sql.QueryFailure;
import io.cloudapp.local.glue.GlueTable;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which partitions a table has, by its properties {@code projection.*}; without partition keys it
 * has one.
 *
 * @param keys in their order
 * @param template of a partition's location, with <code>${key}</code>
 */
record Projection(List<Key> keys, String template) {

  private static final Pattern RELATIVE =
      Pattern.compile("NOW(?:\\s*([+-])\\s*(\\d+)\\s*([A-Z]+?)S?)?");

  Projection {
    keys = List.copyOf(keys);
  }

  /** A partition key and where its values come from. */
  record Key(String name, Map<String, String> properties) {

    private String property(String suffix) {
      var value = properties.get("projection." + name + "." + suffix);
      if (value == null) {
        throw invalid("projection.%s.%s is missing".formatted(name, suffix));
      }
      return value;
    }

    private List<String> values(Clock clock) {
      return switch (property("type").toLowerCase(Locale.ROOT)) {
        case "enum" -> List.of(property("values").split(","));
        case "date" -> dates(clock);
        default ->
            throw new QueryFailure(
                "NOT_SUPPORTED",
                "LocalCloud projects partitions of the types date and enum, not "
                    + property("type"));
      };
    }

    private List<String> dates(Clock clock) {
      var format = property("format");
      var formatter =
          new DateTimeFormatterBuilder()
              .appendPattern(format)
              .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
              .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
              .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
              .toFormatter(Locale.ROOT);
      var range = property("range").split(",");
      if (range.length != 2) {
        throw invalid("projection.%s.range is not two dates".formatted(name));
      }
      try {
        var now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        var first = bound(range[0].strip(), formatter, now);
        var last = bound(range[1].strip(), formatter, now);
        long step =
            Long.parseLong(properties.getOrDefault("projection." + name + ".interval", "1"));
        var unit = unit(properties.getOrDefault("projection." + name + ".interval.unit", "DAYS"));
        if (step < 1) {
          throw invalid("projection.%s.interval is below 1".formatted(name));
        }
        var values = new ArrayList<String>();
        for (var at = first; !at.isAfter(last); at = at.plus(step, unit)) {
          values.add(formatter.format(at));
        }
        return values;
      } catch (DateTimeException | IllegalArgumentException wrong) {
        throw invalid("projection.%s: %s".formatted(name, wrong.getMessage()));
      }
    }

    // The first of its day, month or year, whatever the time now is.
    private static LocalDateTime bound(
        String text, DateTimeFormatter formatter, LocalDateTime now) {
      var relative = RELATIVE.matcher(text.toUpperCase(Locale.ROOT));
      if (!relative.matches()) {
        return LocalDateTime.parse(text, formatter);
      }
      var moment = now;
      if (relative.group(1) != null) {
        long amount = Long.parseLong(relative.group(1) + relative.group(2));
        moment = now.plus(amount, unit(relative.group(3) + "S"));
      }
      return LocalDateTime.parse(formatter.format(moment), formatter);
    }

    private static ChronoUnit unit(String name) {
      var upper = name.toUpperCase(Locale.ROOT);
      return ChronoUnit.valueOf(upper.endsWith("S") ? upper : upper + "S");
    }
  }

  /**
   * A partition.
   *
   * @param values of the keys, in their order
   * @param location for example {@code s3://bucket/usage/dt=2026-11-22/}
   */
  record Partition(List<String> values, String location) {

    Partition {
      values = List.copyOf(values);
    }
  }

  static Projection of(GlueTable table) {
    var properties = table.parameters();
    var location = table.location().endsWith("/") ? table.location() : table.location() + "/";
    var keys = table.partitionKeys().stream().map(key -> new Key(key.name(), properties)).toList();
    if (keys.isEmpty()) {
      return new Projection(List.of(), location);
    }
    if (!Boolean.parseBoolean(properties.getOrDefault("projection.enabled", "false"))) {
      throw new QueryFailure(
          "NOT_SUPPORTED",
          "LocalCloud knows partitions by projection only; set projection.enabled of "
              + table.name());
    }
    var named = new StringBuilder(location);
    keys.forEach(key -> named.append("%s=${%s}/".formatted(key.name(), key.name())));
    return new Projection(
        keys, properties.getOrDefault("storage.location.template", named.toString()));
  }

  /** All of them now. */
  List<Partition> partitions(Clock clock) {
    var partitions = List.of(new Partition(List.of(), template));
    for (var key : keys) {
      var values = key.values(clock);
      partitions =
          partitions.stream()
              .flatMap(
                  partition -> values.stream().map(value -> extended(partition, key.name(), value)))
              .toList();
    }
    return partitions;
  }

  private static Partition extended(Partition partition, String key, String value) {
    var values = new ArrayList<>(partition.values());
    values.add(value);
    return new Partition(values, partition.location().replace("${" + key + "}", value));
  }

  private static QueryFailure invalid(String message) {
    return new QueryFailure("HIVE_INVALID_METADATA", message);
  }
}
