package io.cloudapp.webapp.inspector;

import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.WorkflowRun;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what became of each state that a run came to, and which way it went. */
@Singleton
class StateSummaries {

  private final Texts texts;

  StateSummaries(Texts texts) {
    this.texts = texts;
  }

  /** By state; those that were not reached are not in it. */
  Map<String, StateSummary> of(List<StateVisit> visits) {
    var byState =
        visits.stream()
            .collect(
                Collectors.groupingBy(
                    StateVisit::state, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    var summaries = new LinkedHashMap<String, StateSummary>();
    byState.forEach((state, stays) -> summaries.put(state, summary(stays)));
    return summaries;
  }

  private StateSummary summary(List<StateVisit> stays) {
    var outcome =
        stays.stream()
            .map(StateVisit::outcome)
            .filter(StateOutcome.RUNNING::equals)
            .findFirst()
            .orElseGet(() -> stays.getLast().outcome());
    var words = new ArrayList<String>();
    words.add(texts.of("inspector.state." + outcome.slug()));
    if (stays.size() > 1) {
      words.add(texts.of("inspector.state.times", stays.size()));
    }
    var caught =
        stays.subList(0, stays.size() - 1).stream()
            .filter(stay -> stay.outcome() == StateOutcome.CAUGHT)
            .count();
    if (caught > 0) {
      words.add(texts.of("inspector.state.caught-before", caught));
    }
    var retries = stays.stream().mapToInt(StateVisit::retries).sum();
    if (retries > 0) {
      words.add(texts.of("inspector.state.retries", retries));
    }
    return new StateSummary(outcome, String.join(", ", words));
  }

  /** The steps of a run from one state to the next. */
  static List<WayTaken> ways(WorkflowRun run, List<StateVisit> visits) {
    var events = new HashMap<Long, HistoryEvent>();
    run.events().forEach(event -> events.put(event.id(), event));
    var caught =
        visits.stream()
            .filter(visit -> visit.outcome() == StateOutcome.CAUGHT)
            .flatMap(visit -> visit.left().stream().map(left -> visit.state() + " " + left))
            .collect(Collectors.toSet());
    return run.events().stream()
        .filter(event -> event.type().endsWith("StateEntered"))
        .filter(event -> events.containsKey(event.previousEventId()))
        .map(event -> Map.entry(events.get(event.previousEventId()), event))
        .filter(step -> step.getKey().type().endsWith("StateExited"))
        .map(
            step ->
                new WayTaken(
                    step.getKey().name(),
                    step.getValue().name(),
                    caught.contains(step.getKey().name() + " " + step.getKey().at())))
        .distinct()
        .toList();
  }
}
