package io.cloudapp.webapp.statistics;

import io.cloudapp.core.statistics.FailureCauses;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.LaunchDurations;
import io.cloudapp.webapp.chart.RankChart;
import io.cloudapp.webapp.chart.RankChart.Item;
import io.cloudapp.webapp.chart.RankChart.Length;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.statistics.StatisticView.Line;
import io.cloudapp.webapp.statistics.StatisticView.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows who or what comes first: bars below names. */
final class RankedViews {

  /** More bars would be a page of their own; the table has them all. */
  private static final int MOST_BARS = 20;

  private static final Set<String> NAMED_CAUSES =
      Set.of(
          "no-capacity",
          "boot-timeout",
          "launch-refused",
          "stopped-meanwhile",
          "deadline-passed",
          "internal-error",
          "try-later",
          FailureCauses.UNKNOWN);

  private final Texts texts;
  private final Figures figures;
  private final Moments moments;

  RankedViews(Texts texts, Figures figures, Moments moments) {
    this.texts = texts;
    this.figures = figures;
    this.moments = moments;
  }

  StatisticView durations(LaunchDurations durations) {
    var items =
        durations.items().stream()
            .limit(MOST_BARS)
            .map(
                it ->
                    new Item(
                        it.configuration(),
                        List.of(
                            length("P50", it.p50Seconds()),
                            length("P95", it.p95Seconds()),
                            length("P99", it.p99Seconds()))))
            .toList();
    var lines = new ArrayList<Line>();
    durations.items().forEach(it -> lines.add(line(it.configuration(), it, false)));
    durations
        .all()
        .ifPresent(it -> lines.add(line(texts.of("statistics.durations.all"), it, true)));
    var all = durations.all().stream().toList();
    var chart =
        RankChart.of(
            "durations",
            texts.of("statistics.durations.chart"),
            all.stream()
                .map(
                    it ->
                        texts.of(
                            "statistics.durations.chart.description",
                            figures.whole(it.launches()),
                            figures.seconds(it.p50Seconds()),
                            figures.seconds(it.p95Seconds()),
                            figures.seconds(it.p99Seconds())))
                .findFirst()
                .orElse(""),
            items);
    var tiles =
        all.stream()
            .flatMap(
                it ->
                    List.of(
                        new Tile(
                            texts.of("statistics.durations.launches"),
                            figures.whole(it.launches()),
                            ""),
                        tile("P50", it.p50Seconds()),
                        tile("P95", it.p95Seconds()),
                        tile("P99", it.p99Seconds()))
                        .stream())
            .toList();
    return new StatisticView(
        all.isEmpty(),
        tiles,
        List.of(),
        List.of(chart),
        List.of(
            texts.of("statistics.configuration"),
            texts.of("statistics.durations.launches"),
            "P50",
            "P95",
            "P99"),
        lines,
        durations.others() > 0
            ? texts.of("statistics.durations.others", figures.whole(durations.others()))
                + " "
                + texts.of("statistics.durations.definition")
            : texts.of("statistics.durations.definition"));
  }

  StatisticView failures(FailureCauses causes) {
    var failed = causes.failures();
    var items =
        causes.items().stream()
            .limit(MOST_BARS)
            .map(
                it ->
                    new Item(
                        cause(it),
                        List.of(new Length(it.failures(), figures.whole(it.failures())))))
            .toList();
    var lines =
        causes.items().stream()
            .map(
                it ->
                    new Line(
                        cause(it),
                        List.of(
                            figures.whole(it.failures()),
                            figures.percent(it.failures(), failed),
                            figures.whole(it.people()),
                            figures.day(it.lastDay())),
                        false))
            .toList();
    var chart =
        RankChart.of(
            "failures",
            texts.of("statistics.failures.chart"),
            texts.of(
                "statistics.failures.chart.description",
                figures.whole(failed),
                figures.whole(causes.executions())),
            items);
    return new StatisticView(
        failed == 0,
        List.of(
            new Tile(
                texts.of("statistics.failures.all"),
                figures.whole(failed),
                texts.of(
                    "statistics.share",
                    figures.percent(failed, causes.executions()),
                    figures.whole(causes.executions())))),
        List.of(),
        List.of(chart),
        List.of(
            texts.of("statistics.failures.cause"),
            texts.of("statistics.failures.count"),
            texts.of("statistics.failures.share"),
            texts.of("statistics.failures.people"),
            texts.of("statistics.failures.last")),
        lines,
        texts.of("statistics.failures.definition"));
  }

  StatisticView usage(InstanceUsage usage) {
    var items =
        usage.items().stream()
            .limit(MOST_BARS)
            .map(
                it ->
                    new Item(it.name(), List.of(new Length(it.hours(), figures.hours(it.hours())))))
            .toList();
    var lines = new ArrayList<Line>();
    usage.items().forEach(it -> lines.add(line(it.name(), it, usage, false)));
    usage
        .rest()
        .ifPresent(
            rest ->
                lines.add(
                    line(
                        texts.of("statistics.usage.rest", figures.whole(rest.members())),
                        rest.usage(),
                        usage,
                        false)));
    lines.add(line(texts.of("statistics.total"), usage.total(), usage, true));
    var by = usage.by().slug();
    var total = usage.total();
    var chart =
        RankChart.of(
            "usage",
            texts.of("statistics.usage.chart." + by),
            texts.of(
                "statistics.usage.chart.description",
                figures.whole(total.instances()),
                figures.hours(total.hours()),
                figures.money(total.cost(), usage.currency())),
            items);
    return new StatisticView(
        total.instances() == 0,
        List.of(
            new Tile(texts.of("statistics.usage.instances"), figures.whole(total.instances()), ""),
            new Tile(texts.of("statistics.usage.hours"), figures.decimal(total.hours()), ""),
            new Tile(
                texts.of("statistics.usage.cost"),
                figures.money(total.cost(), usage.currency()),
                usage
                    .pricesOf()
                    .map(day -> texts.of("statistics.usage.prices-of", figures.day(day)))
                    .orElse(texts.of("statistics.usage.no-prices")))),
        List.of(),
        List.of(chart),
        List.of(
            texts.of(by.equals("user") ? "statistics.person" : "statistics.configuration"),
            texts.of("statistics.usage.instances"),
            texts.of("statistics.usage.hours"),
            texts.of("statistics.usage.cost")),
        lines,
        note(usage));
  }

  private String note(InstanceUsage usage) {
    var definition = texts.of("statistics.usage.definition", moments.of(usage.until()).exact());
    var unpriced = usage.total().unpricedMilliseconds() / 3_600_000.0;
    return unpriced > 0
        ? texts.of("statistics.usage.unpriced", figures.hours(unpriced)) + " " + definition
        : definition;
  }

  private Line line(String name, LaunchDurations.Item item, boolean total) {
    return new Line(
        name,
        List.of(
            figures.whole(item.launches()),
            figures.seconds(item.p50Seconds()),
            figures.seconds(item.p95Seconds()),
            figures.seconds(item.p99Seconds())),
        total);
  }

  private Line line(String name, InstanceUsage.Item item, InstanceUsage usage, boolean total) {
    return new Line(
        name,
        List.of(
            figures.whole(item.instances()),
            figures.decimal(item.hours()),
            figures.money(item.cost(), usage.currency())),
        total);
  }

  private Length length(String percentile, double seconds) {
    return new Length(seconds, percentile + " " + figures.seconds(seconds));
  }

  private Tile tile(String percentile, double seconds) {
    return new Tile(
        percentile,
        figures.seconds(seconds),
        texts.of("statistics.durations." + percentile.toLowerCase(Locale.ROOT)));
  }

  private String cause(FailureCauses.Item item) {
    return texts.of(
        "statistics.failures." + item.kind().name().toLowerCase(Locale.ROOT),
        NAMED_CAUSES.contains(item.cause())
            ? texts.of("statistics.cause." + item.cause())
            : item.cause());
  }
}
