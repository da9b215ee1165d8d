package io.cloudapp.services.viewstats;

import io.cloudapp.core.csv.CsvWriter;
import io.cloudapp.core.statistics.ActiveUsers;
import io.cloudapp.core.statistics.ExecutionCounts;
import io.cloudapp.core.statistics.FailureCauses;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.LaunchDurations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The statistics as tables with one row for each of their items. */
final class StatisticsTables {

  private static final int HOUR_DECIMALS = 4;
  private static final BigDecimal MILLISECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);

  private StatisticsTables() {}

  static void executions(ExecutionCounts counts, Appendable out) {
    var table =
        new CsvWriter(
            out, counts.per().slug(), "created", "create_failed", "stopped", "stop_failed", "all");
    for (var item : counts.items()) {
      table.row(
          item.begin(),
          item.provisioned(),
          item.provisionFailed(),
          item.stopped(),
          item.stopFailed(),
          item.total());
    }
  }

  static void durations(LaunchDurations durations, Appendable out) {
    var table =
        new CsvWriter(
            out, "configuration", "launches", "p50_seconds", "p95_seconds", "p99_seconds");
    for (var item : durations.items()) {
      table.row(
          item.configuration(),
          item.launches(),
          item.p50Seconds(),
          item.p95Seconds(),
          item.p99Seconds());
    }
  }

  static void failures(FailureCauses causes, Appendable out) {
    var table = new CsvWriter(out, "cause", "kind", "failures", "people", "last_day");
    for (var item : causes.items()) {
      table.row(
          item.cause(),
          item.kind().name().toLowerCase(Locale.ROOT),
          item.failures(),
          item.people(),
          item.lastDay());
    }
  }

  static void usage(InstanceUsage usage, Appendable out) {
    var table =
        new CsvWriter(
            out,
            usage.by().slug() + "_id",
            usage.by().slug(),
            "instances",
            "hours",
            "cost_" + usage.currency().toLowerCase(Locale.ROOT),
            "hours_without_price");
    usage.items().forEach(item -> row(table, item.id(), item.name(), item));
    usage
        .rest()
        .ifPresent(rest -> row(table, "", "(%d others)".formatted(rest.members()), rest.usage()));
  }

  static void activeUsers(ActiveUsers users, Appendable out) {
    var table = new CsvWriter(out, users.per().slug(), "people");
    users.items().forEach(item -> table.row(item.begin(), item.people()));
  }

  private static void row(CsvWriter table, String id, String name, InstanceUsage.Item usage) {
    table.row(
        id,
        name,
        usage.instances(),
        hours(usage.milliseconds()),
        usage.cost(),
        hours(usage.unpricedMilliseconds()));
  }

  private static BigDecimal hours(long milliseconds) {
    return BigDecimal.valueOf(milliseconds)
        .divide(MILLISECONDS_OF_AN_HOUR, HOUR_DECIMALS, RoundingMode.HALF_UP);
  }
}
