package io.cloudapp.webapp.inspector;

import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.history.ExecutionHistory;
import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.WorkflowRun;
import io.cloudapp.webapp.inspector.RunView.EventList;
import io.cloudapp.webapp.page.Moments;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Puts the runs of an execution together for its page. */
@Singleton
class RunViews {

  static final int EVENTS_A_PAGE = 250;

  /** The log's records can be as late. */
  static final Duration LOG_DELAY = Duration.ofMinutes(2);

  /** AWS ends a run after five minutes; what it says of that is late too. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5).plus(LOG_DELAY);

  private final StateSummaries summaries;
  private final GraphPictures pictures;
  private final TimeCharts charts;
  private final EventViews events;
  private final Seconds seconds;
  private final Moments moments;

  RunViews(
      StateSummaries summaries,
      GraphPictures pictures,
      TimeCharts charts,
      EventViews events,
      Seconds seconds,
      Moments moments) {
    this.summaries = summaries;
    this.pictures = pictures;
    this.charts = charts;
    this.events = events;
    this.seconds = seconds;
    this.moments = moments;
  }

  List<RunView> of(Execution execution, ExecutionHistory history, EventPlace place) {
    return IntStream.range(0, history.runs().size())
        .mapToObj(
            index -> {
              var run = history.runs().get(index);
              var outcome = RunOutcome.of(run, isOver(execution, history.runs(), index));
              return view(index + 1, run, outcome, history, place);
            })
        .toList();
  }

  private RunView view(
      int number, WorkflowRun run, RunOutcome outcome, ExecutionHistory history, EventPlace place) {
    var visits = StateVisits.of(run, outcome);
    var states = summaries.of(visits);
    var ways = StateSummaries.ways(run, visits);
    var start = run.events().getFirst().at();
    var last = run.events().stream().map(HistoryEvent::at).max(Instant::compareTo).orElse(start);
    var end = RunOutcome.end(run);
    return new RunView(
        number,
        run.executionArn(),
        outcome,
        run.interleaved(),
        moments.of(start),
        seconds.of(Duration.between(start, last)),
        end.map(event -> event.details().path("error").asText("")).orElse(""),
        end.map(event -> event.details().path("cause").asText("")).orElse(""),
        history.definition().stream()
            .map(definition -> pictures.draw(definition, states, ways))
            .toList(),
        charts.draw(start, last, visits, states),
        part(number, run, number == place.run() ? place.from() : 1));
  }

  /** Whether nothing more can come of a run: so it is when a later one began in its place. */
  private boolean isOver(Execution execution, List<WorkflowRun> runs, int index) {
    var run = runs.get(index);
    var isReplaced =
        !run.interleaved()
            && runs.subList(index + 1, runs.size()).stream()
                .anyMatch(later -> later.executionArn().equals(run.executionArn()));
    var quiet = Duration.between(run.events().getLast().at(), moments.now());
    var sinceEnd = execution.finishedAt().map(end -> Duration.between(end, moments.now()));
    return isReplaced
        || quiet.compareTo(LONGEST_RUN) > 0
        || sinceEnd.filter(length -> length.compareTo(LOG_DELAY) > 0).isPresent();
  }

  private EventList part(int number, WorkflowRun run, long from) {
    var all = run.events();
    var before = (int) all.stream().takeWhile(event -> event.id() < from).count();
    var begin = Math.min(before, all.size() - 1) / EVENTS_A_PAGE * EVENTS_A_PAGE;
    var end = Math.min(all.size(), begin + EVENTS_A_PAGE);
    return new EventList(
        events.of(number, run, begin, end),
        all.size(),
        end < all.size() ? all.get(end).id() : 0,
        begin > 0 ? all.get(begin - EVENTS_A_PAGE).id() : 0);
  }
}
