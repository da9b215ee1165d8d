package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.inspector.TimeChart.Bar;
import io.cloudapp.webapp.inspector.TimeChart.Row;
import io.cloudapp.webapp.inspector.TimeChart.Tick;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Draws when a run was in which state. */
@Singleton
class TimeCharts {

  private static final long[] STEPS = {
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000
  };
  private static final int TICKS_AT_MOST = 6;
  private static final long NARROWEST_BAR = 2;

  private final Seconds seconds;
  private final Texts texts;

  TimeCharts(Seconds seconds, Texts texts) {
    this.seconds = seconds;
    this.texts = texts;
  }

  /**
   * @param end of the run, or of what is known of it
   */
  TimeChart draw(
      Instant start, Instant end, List<StateVisit> visits, Map<String, StateSummary> summaries) {
    var scale = new Scale(start, Math.max(1, Duration.between(start, end).toMillis()));
    var byState = new LinkedHashMap<String, List<StateVisit>>();
    visits.forEach(
        visit -> byState.computeIfAbsent(visit.state(), _ -> new ArrayList<>()).add(visit));
    var rows = new ArrayList<Row>();
    byState.forEach(
        (state, stays) -> rows.add(row(rows.size(), stays, scale, end, summaries.get(state))));
    return new TimeChart(
        TimeChart.LEFT + TimeChart.BARS + 90,
        TimeChart.TOP + rows.size() * TimeChart.ROW + 6,
        ticks(scale),
        rows);
  }

  private Row row(
      int index, List<StateVisit> stays, Scale scale, Instant end, StateSummary summary) {
    var total =
        stays.stream()
            .flatMap(stay -> stay.duration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    return new Row(
        stays.getFirst().state(),
        TimeChart.TOP + index * TimeChart.ROW + TimeChart.ROW / 2,
        summary.outcome().slug(),
        summary.outcome().mark(),
        summary.words(),
        "+" + seconds.of(Duration.between(scale.start(), stays.getFirst().entered())),
        seconds.of(total),
        stays.size(),
        stays.stream().mapToInt(StateVisit::retries).sum(),
        stays.stream().map(stay -> bar(stay, scale, end)).toList());
  }

  private Bar bar(StateVisit stay, Scale scale, Instant end) {
    var x = scale.x(stay.entered());
    var right = scale.x(stay.left().orElse(end));
    return new Bar(
        x,
        Math.max(NARROWEST_BAR, right - x),
        stay.outcome().slug(),
        texts.of(
            "inspector.chart.bar",
            stay.state(),
            texts.of("inspector.state." + stay.outcome().slug()),
            seconds.of(Duration.between(scale.start(), stay.entered())),
            stay.duration().map(seconds::of).orElse("…")));
  }

  private List<Tick> ticks(Scale scale) {
    var step =
        LongStream.of(STEPS)
            .filter(length -> scale.millis() / length < TICKS_AT_MOST)
            .findFirst()
            .orElse(STEPS[STEPS.length - 1]);
    return LongStream.rangeClosed(0, scale.millis() / step)
        .mapToObj(
            number ->
                new Tick(
                    scale.x(scale.start().plusMillis(number * step)),
                    texts.of("inspector.chart.tick", decimal(number * step))))
        .toList();
  }

  private static String decimal(long millis) {
    return millis % 1000 == 0 ? String.valueOf(millis / 1000) : String.valueOf(millis / 1000.0);
  }

  private record Scale(Instant start, long millis) {
    long x(Instant at) {
      var since = Math.clamp(Duration.between(start, at).toMillis(), 0, millis);
      return TimeChart.LEFT + Math.round((double) since / millis * TimeChart.BARS);
    }
  }
}
