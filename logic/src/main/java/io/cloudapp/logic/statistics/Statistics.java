package io.cloudapp.logic.statistics;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.statistics.ActiveUsers;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.ExecutionCounts;
import io.cloudapp.core.statistics.FailureCauses;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.LaunchDurations;
import io.cloudapp.core.statistics.Period;
import io.cloudapp.logic.statistics.Statement.Query;
import io.cloudapp.logic.statistics.UsageQueries.Answer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statistics that admins read, from the usage events in S3.
 *
 * <p>All days are UTC, and a request belongs to the day on which it was made, which is the
 * partition of its events. They may have been delivered twice, and an execution may have left
 * several; it counts once.
 */
@Singleton
public final class Statistics {

  /** No instance lives for longer than 30 days; {@code usage.sql} counts 31 at most. */
  private static final int LIFE_DAYS = 31;

  private static final int MAXIMUM_CONFIGURATIONS = 100;

  private final UsageQueries queries;
  private final UsageCosts costs;
  private final StatisticsSettings settings;
  private final Clock clock;

  Statistics(UsageQueries queries, UsageCosts costs, StatisticsSettings settings, Clock clock) {
    this.queries = queries;
    this.costs = costs;
    this.settings = settings;
    this.clock = clock;
  }

  public Reading<ExecutionCounts> executions(StatisticsRequest request, Period per) {
    var range = request.range();
    var query =
        Statement.EXECUTIONS.with(
            Literal.of(range.from()),
            Literal.of(range.to()),
            Literal.of(request.tests()),
            Literal.of(per));
    return read(
        query,
        rows -> {
          var byBegin = byBegin(rows);
          return new ExecutionCounts(
              range,
              per,
              per.begins(range).stream()
                  .map(begin -> counts(begin, Optional.ofNullable(byBegin.get(begin))))
                  .toList());
        });
  }

  public Reading<LaunchDurations> durations(StatisticsRequest request) {
    var range = request.range();
    var query =
        Statement.DURATIONS.with(
            Literal.of(range.from()),
            Literal.of(range.to()),
            Literal.of(request.tests()),
            Literal.of(MAXIMUM_CONFIGURATIONS));
    return read(
        query,
        rows -> {
          var listed = rows.stream().filter(row -> row.has(0)).toList();
          var configurations = listed.isEmpty() ? 0 : listed.getFirst().number(6);
          return new LaunchDurations(
              range,
              rows.stream().filter(row -> !row.has(0)).findFirst().map(Statistics::duration),
              listed.stream().map(Statistics::duration).toList(),
              configurations - listed.size());
        });
  }

  public Reading<FailureCauses> failures(StatisticsRequest request) {
    var range = request.range();
    var query =
        Statement.FAILURES.with(
            Literal.of(range.from()), Literal.of(range.to()), Literal.of(request.tests()));
    return read(
        query,
        rows ->
            new FailureCauses(
                range,
                rows.stream().mapToLong(row -> row.number(2)).sum(),
                rows.stream().filter(row -> row.has(0)).map(Statistics::cause).toList()));
  }

  /**
   * @param members how many people or configurations to list one by one, at least 1
   */
  public Reading<InstanceUsage> usage(StatisticsRequest request, InstanceUsage.By by, int members) {
    var range = request.range();
    var until = until(range);
    var query =
        Statement.USAGE.with(
            Literal.of(by),
            Literal.of(range.begin()),
            Literal.of(until),
            Literal.of(members),
            Literal.of(range.from().minusDays(LIFE_DAYS + 1L)),
            Literal.of(range.to()),
            Literal.of(request.tests()));
    return read(query, rows -> costs.usage(range, by, until, rows));
  }

  public Reading<ActiveUsers> activeUsers(DateRange range, Period per) {
    var query =
        Statement.ACTIVE_USERS.with(
            Literal.of(range.from()), Literal.of(range.to()), Literal.of(per));
    return read(
        query,
        rows -> {
          var byBegin = byBegin(rows.stream().filter(row -> row.has(0)).toList());
          return new ActiveUsers(
              range,
              per,
              rows.stream().filter(row -> !row.has(0)).mapToLong(row -> row.number(1)).sum(),
              per.begins(range).stream()
                  .map(
                      begin ->
                          new ActiveUsers.Item(
                              begin,
                              Optional.ofNullable(byBegin.get(begin))
                                  .map(row -> row.number(1))
                                  .orElse(0L)))
                  .toList());
        });
  }

  private <T> Reading<T> read(Query query, Function<List<Row>, T> change) {
    return switch (queries.ask(query)) {
      case Answer.Given(var rows) -> new Reading.Read<>(change.apply(rows));
      case Answer.Late() -> new Reading.Late<>();
      case Answer.Failed() -> new Reading.Failed<>();
    };
  }

  /** In steps, because only the same question gets an answer that is there already. */
  private Instant until(DateRange range) {
    var step = Math.max(1, settings.reuse().toMillis());
    var now = Instant.ofEpochMilli(clock.millis() / step * step);
    return now.isBefore(range.end()) ? later(now, range.begin()) : range.end();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Map<LocalDate, Row> byBegin(List<Row> rows) {
    return rows.stream().collect(Collectors.toMap(row -> row.day(0), row -> row));
  }

  private static ExecutionCounts.Item counts(LocalDate begin, Optional<Row> found) {
    return found
        .map(
            row ->
                new ExecutionCounts.Item(
                    begin, row.number(1), row.number(2), row.number(3), row.number(4)))
        .orElseGet(() -> new ExecutionCounts.Item(begin, 0, 0, 0, 0));
  }

  private static LaunchDurations.Item duration(Row row) {
    return new LaunchDurations.Item(
        row.text(0).orElse(""), row.number(1), row.decimal(2), row.decimal(3), row.decimal(4));
  }

  private static FailureCauses.Item cause(Row row) {
    return new FailureCauses.Item(
        row.text(0).orElseThrow(),
        row.number(1) == 1 ? ExecutionKind.PROVISION : ExecutionKind.STOP,
        row.number(2),
        row.number(3),
        row.day(4));
  }
}
