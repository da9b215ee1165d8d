package io.cloudapp.core.usage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table in Glue over the usage events in S3, one for LocalCloud and AWS alike.
 *
 * <p>The partitions, one a day by the day of the request, are projected: a new day needs no
 * registration. Times are text, because the JSON SerDe of Athena reads no ISO 8601; {@code
 * from_iso8601_timestamp} does.
 */
public final class UsageTable {

  public static final String DATABASE = "cloudapp";
  public static final String NAME = "usage_events";

  /** The workgroup that statistics are asked in. */
  public static final String WORKGROUP = "cloudapp";

  /** What one query may read, in bytes. */
  public static final long SCAN_LIMIT_BYTES = 10L * 1024 * 1024 * 1024;

  public static final String INPUT_FORMAT = "org.apache.hadoop.mapred.TextInputFormat";
  public static final String OUTPUT_FORMAT =
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
  public static final String SERDE = "org.openx.data.jsonserde.JsonSerDe";

  /** The days that have a partition; the first is the day before the product existed. */
  public static final String PROJECTED_DAYS = "2024-01-01,NOW+1DAYS";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("schema_version", "int", "schemaVersion"),
          new Column("event_id", "string", "eventId"),
          new Column("type", "string", "type"),
          new Column("at", "string", "at"),
          new Column("execution_id", "string", "executionId"),
          new Column("instance_id", "string", "instanceId"),
          new Column("user_id", "string", "userId"),
          new Column("username", "string", "username"),
          new Column("configuration", "string", "configuration"),
          new Column("configuration_version", "int", "configurationVersion"),
          new Column("instance_type", "string", "instanceType"),
          new Column("disk_gigabytes", "int", "diskGigabytes"),
          new Column("disk_type", "string", "diskType"),
          new Column("requested_at", "string", "requestedAt"),
          new Column("finished_seconds", "double", "finishedSeconds"),
          new Column("usable_at", "string", "usableAt"),
          new Column("usable_seconds", "double", "usableSeconds"),
          new Column("launched_at", "string", "launchedAt"),
          new Column("ended_at", "string", "endedAt"),
          new Column("forced", "boolean", "forced"),
          new Column("problem", "string", "problem"),
          new Column("test", "boolean", "test"));

  /** The day of the request in UTC, for example {@code 2026-11-22}. */
  public static final Column PARTITION_KEY = new Column("dt", "string", "dt");

  private UsageTable() {}

  /**
   * A column.
   *
   * @param type of Hive
   * @param property of the event's JSON
   */
  public record Column(String name, String type, String property) {}

  public static List<Column> columns() {
    return COLUMNS;
  }

  public static String location(String bucket) {
    return "s3://" + bucket + "/usage/";
  }

  /** Where Athena puts the results of queries. */
  public static String resultLocation(String bucket) {
    return "s3://" + bucket + "/athena-results/";
  }

  /** Of the table: how its partitions are found. */
  public static Map<String, String> parameters(String bucket) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("EXTERNAL", "TRUE");
    parameters.put("classification", "json");
    parameters.put("projection.enabled", "true");
    parameters.put("projection.dt.type", "date");
    parameters.put("projection.dt.format", "yyyy-MM-dd");
    parameters.put("projection.dt.range", PROJECTED_DAYS);
    parameters.put("projection.dt.interval", "1");
    parameters.put("projection.dt.interval.unit", "DAYS");
    parameters.put("storage.location.template", location(bucket) + "dt=${dt}/");
    return parameters;
  }

  /** Of the SerDe: which property each column is read from. */
  public static Map<String, String> serdeParameters() {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("case.insensitive", "FALSE");
    parameters.put("ignore.malformed.json", "TRUE");
    COLUMNS.stream()
        .filter(column -> !column.name().equals(column.property()))
        .forEach(column -> parameters.put("mapping." + column.name(), column.property()));
    return parameters;
  }
}
