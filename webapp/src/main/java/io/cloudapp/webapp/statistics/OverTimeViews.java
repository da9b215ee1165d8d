package io.cloudapp.webapp.statistics;

import io.cloudapp.core.statistics.ActiveUsers;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.ExecutionCounts;
import io.cloudapp.core.statistics.Period;
import io.cloudapp.webapp.chart.ColumnChart;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.statistics.StatisticView.Line;
import io.cloudapp.webapp.statistics.StatisticView.Tile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Shows what happened when: columns over time. */
final class OverTimeViews {

  private final Texts texts;
  private final Figures figures;

  OverTimeViews(Texts texts, Figures figures) {
    this.texts = texts;
    this.figures = figures;
  }

  StatisticView executions(ExecutionCounts counts) {
    var range = counts.range();
    var series =
        List.of(
            texts.of("statistics.executions.provisioned"),
            texts.of("statistics.executions.provision-failed"),
            texts.of("statistics.executions.stopped"),
            texts.of("statistics.executions.stop-failed"));
    var values = new ArrayList<ColumnChart.Value>();
    var lines = new ArrayList<Line>();
    for (var item : counts.items()) {
      var numbers = numbers(item);
      var name = figures.piece(counts.per(), item.begin(), range);
      values.add(value(counts.per(), item.begin(), name, numbers, series));
      lines.add(line(name, item.total(), numbers, false));
    }
    var sums =
        List.of(
            sum(counts, ExecutionCounts.Item::provisioned),
            sum(counts, ExecutionCounts.Item::provisionFailed),
            sum(counts, ExecutionCounts.Item::stopped),
            sum(counts, ExecutionCounts.Item::stopFailed));
    var all = sums.stream().mapToLong(Long::longValue).sum();
    lines.add(line(texts.of("statistics.total"), all, sums, true));
    var chart =
        ColumnChart.of(
            "executions",
            texts.of("statistics.executions.chart"),
            texts.of(
                "statistics.executions.chart.description",
                figures.whole(all),
                days(range),
                figures.whole(sums.get(0)),
                figures.whole(sums.get(1)),
                figures.whole(sums.get(2)),
                figures.whole(sums.get(3))),
            series,
            values,
            figures::whole);
    return new StatisticView(
        all == 0,
        List.of(
            new Tile(texts.of("statistics.executions.all"), figures.whole(all), days(range)),
            share(series.get(0), sums.get(0), sums.get(0) + sums.get(1)),
            share(series.get(2), sums.get(2), sums.get(2) + sums.get(3))),
        List.of(chart),
        List.of(),
        Stream.concat(
                Stream.of(
                    texts.of("statistics.per." + counts.per().slug()), texts.of("statistics.all")),
                series.stream())
            .toList(),
        lines,
        texts.of("statistics.executions.definition"));
  }

  StatisticView activeUsers(ActiveUsers users) {
    var people = texts.of("statistics.active-users.people");
    var values = new ArrayList<ColumnChart.Value>();
    var lines = new ArrayList<Line>();
    for (var item : users.items()) {
      var name = figures.piece(users.per(), item.begin(), users.range());
      values.add(value(users.per(), item.begin(), name, List.of(item.people()), List.of(people)));
      lines.add(new Line(name, List.of(figures.whole(item.people())), false));
    }
    lines.add(
        new Line(
            texts.of("statistics.active-users.different"),
            List.of(figures.whole(users.people())),
            true));
    var most = users.items().stream().mapToLong(ActiveUsers.Item::people).max().orElse(0);
    var chart =
        ColumnChart.of(
            "active-users",
            texts.of("statistics.active-users.chart"),
            texts.of(
                "statistics.active-users.chart.description",
                figures.whole(users.people()),
                days(users.range()),
                figures.whole(most)),
            List.of(people),
            values,
            figures::whole);
    return new StatisticView(
        users.people() == 0,
        List.of(
            new Tile(
                texts.of("statistics.active-users.different"),
                figures.whole(users.people()),
                days(users.range()))),
        List.of(chart),
        List.of(),
        List.of(texts.of("statistics.per." + users.per().slug()), people),
        lines,
        texts.of("statistics.active-users.definition"));
  }

  private Tile share(String name, long good, long all) {
    return new Tile(
        name,
        figures.whole(good),
        texts.of("statistics.share", figures.percent(good, all), figures.whole(all)));
  }

  private ColumnChart.Value value(
      Period per, LocalDate begin, String name, List<Long> numbers, List<String> series) {
    var words = new ArrayList<String>();
    for (int at = 0; at < numbers.size(); at++) {
      words.add(figures.whole(numbers.get(at)) + " " + series.get(at));
    }
    return new ColumnChart.Value(
        figures.shortPiece(per, begin), name + ": " + String.join(", ", words), numbers);
  }

  private Line line(String name, long all, List<Long> numbers, boolean total) {
    return new Line(
        name, Stream.concat(Stream.of(all), numbers.stream()).map(figures::whole).toList(), total);
  }

  private String days(DateRange range) {
    return texts.of("statistics.days", figures.day(range.from()), figures.day(range.to()));
  }

  private static List<Long> numbers(ExecutionCounts.Item item) {
    return List.of(item.provisioned(), item.provisionFailed(), item.stopped(), item.stopFailed());
  }

  private static long sum(ExecutionCounts counts, ToLongFunction<ExecutionCounts.Item> number) {
    return counts.items().stream().mapToLong(number).sum();
  }
}
