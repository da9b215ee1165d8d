package io.cloudapp.webapp;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.statistics.ActiveUsers;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.ExecutionCounts;
import io.cloudapp.core.statistics.FailureCauses;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.LaunchDurations;
import io.cloudapp.core.statistics.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Answers of the API about November 2026. */
final class StatisticsSamples {

  static final DateRange NOVEMBER =
      new DateRange(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));

  private StatisticsSamples() {}

  static ExecutionCounts executions() {
    return new ExecutionCounts(
        NOVEMBER,
        Period.DAY,
        IntStream.range(0, 30)
            .mapToObj(
                day ->
                    new ExecutionCounts.Item(
                        NOVEMBER.from().plusDays(day),
                        20 + (day * 37) % 60,
                        day % 7,
                        15 + (day * 23) % 50,
                        day % 3))
            .toList());
  }

  static ExecutionCounts noExecutions() {
    return new ExecutionCounts(
        NOVEMBER,
        Period.DAY,
        Period.DAY.begins(NOVEMBER).stream()
            .map(begin -> new ExecutionCounts.Item(begin, 0, 0, 0, 0))
            .toList());
  }

  static LaunchDurations durations() {
    return new LaunchDurations(
        NOVEMBER,
        Optional.of(new LaunchDurations.Item("", 1234, 38.25, 71.5, 118.031)),
        List.of(
            new LaunchDurations.Item("nginx", 800, 31.2, 55, 90),
            new LaunchDurations.Item("jupyter", 400, 48.7, 80.1, 130.4),
            new LaunchDurations.Item("docker-host", 34, 60, 100, 160)),
        2);
  }

  static FailureCauses failures() {
    var day = LocalDate.of(2026, 11, 20);
    return new FailureCauses(
        NOVEMBER,
        1400,
        List.of(
            new FailureCauses.Item("no-capacity", ExecutionKind.PROVISION, 40, 12, day),
            new FailureCauses.Item("boot-timeout", ExecutionKind.PROVISION, 9, 4, day),
            new FailureCauses.Item("<b>odd</b>", ExecutionKind.STOP, 1, 1, day)));
  }

  static InstanceUsage usage(InstanceUsage.By by) {
    return new InstanceUsage(
        NOVEMBER,
        by,
        Instant.parse("2026-12-01T00:00:00Z"),
        "USD",
        Optional.of(LocalDate.of(2025, 8, 1)),
        used("", "", 60, 400),
        List.of(
            used("u-1", "ada", 40, 300),
            used("u-2", "=cmd|' /C calc'!A0", 15, 80),
            used("u-3", "katherine", 5, 20)),
        Optional.of(new InstanceUsage.Rest(7, used("", "", 3, 2))));
  }

  static ActiveUsers activeUsers() {
    return new ActiveUsers(
        NOVEMBER,
        Period.DAY,
        42,
        IntStream.range(0, 30)
            .mapToObj(day -> new ActiveUsers.Item(NOVEMBER.from().plusDays(day), day % 11))
            .toList());
  }

  private static InstanceUsage.Item used(String id, String name, long instances, long hours) {
    return new InstanceUsage.Item(
        id, name, instances, hours * 3_600_000, BigDecimal.valueOf(hours * 124, 4), 0);
  }
}
