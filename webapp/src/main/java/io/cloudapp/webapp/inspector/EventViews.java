package io.cloudapp.webapp.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.WorkflowRun;
import io.cloudapp.core.json.Json;
import io.cloudapp.webapp.inspector.EventView.Datum;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the events of a run into words, one row for each and in their order. */
@Singleton
class EventViews {

  private static final List<String> DATA =
      List.of("input", "parameters", "output", "assignedVariables");

  private final Moments moments;
  private final Seconds seconds;
  private final Texts texts;

  EventViews(Moments moments, Seconds seconds, Texts texts) {
    this.moments = moments;
    this.seconds = seconds;
    this.texts = texts;
  }

  /**
   * The part of a run's events from one to another, the second left out.
   *
   * @param from counted from 0, as is {@code to}
   */
  List<EventView> of(int runNumber, WorkflowRun run, int from, int to) {
    var start = run.events().getFirst().at();
    var beginnings = new Beginnings();
    var views = new ArrayList<EventView>();
    for (var index = 0; index < to; index++) {
      var event = run.events().get(index);
      // Also of those left out, because one that is shown may end what began there.
      var duration = beginnings.endedBy(event);
      var tries = beginnings.tries(event);
      if (index >= from) {
        views.add(view(runNumber, start, event, duration, tries));
      }
    }
    return views;
  }

  private EventView view(
      int runNumber, Instant start, HistoryEvent event, Optional<Duration> duration, int tries) {
    var details = event.details();
    return new EventView(
        "event-%d-%d".formatted(runNumber, event.id()),
        event.id(),
        event.type(),
        event.name(),
        moments.of(event.at()),
        "+" + seconds.of(Duration.between(start, event.at())),
        duration.map(seconds::of).orElse(""),
        tries > 1 ? texts.of("inspector.event.try", tries) : "",
        tone(event.type()),
        details.path("error").asText(""),
        cause(details.path("cause")),
        note(event),
        DATA.stream()
            .filter(details::has)
            .map(name -> new Datum(texts.of("inspector.data." + name), pretty(details.get(name))))
            .toList());
  }

  private String note(HistoryEvent event) {
    var parts = new ArrayList<String>();
    var details = event.details();
    if (details.has("resourceType")) {
      parts.add(details.path("resourceType").asText() + ":" + details.path("resource").asText());
    } else if (details.has("resource")) {
      parts.add(details.path("resource").asText());
    }
    details
        .path("truncated")
        .forEach(
            name ->
                parts.add(
                    texts.of(
                        "inspector.event.truncated", texts.of("inspector.data." + name.asText()))));
    return String.join(" · ", parts);
  }

  private static String tone(String type) {
    if (type.endsWith("Failed") || type.endsWith("TimedOut") || type.equals("FailStateEntered")) {
      return "bad";
    }
    return type.endsWith("Aborted") ? "warn" : type.endsWith("Succeeded") ? "good" : "";
  }

  private static String cause(JsonNode cause) {
    var text = cause.asText("");
    try {
      return text.stripLeading().startsWith("{") ? pretty(Json.mapper().readTree(text)) : text;
    } catch (JsonProcessingException notJson) {
      return text;
    }
  }

  private static String pretty(JsonNode value) {
    return value.toPrettyString();
  }

  /** Remembers when states and tries began, so that their ends can tell how long they took. */
  private static final class Beginnings {
    private final Map<String, Instant> states = new HashMap<>();
    private final Map<String, Instant> tries = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private Optional<Instant> run = Optional.empty();

    Optional<Duration> endedBy(HistoryEvent event) {
      var type = event.type();
      if (type.equals("ExecutionStarted")) {
        run = Optional.of(event.at());
      } else if (type.startsWith("Execution")) {
        return since(run.orElse(null), event);
      } else if (type.endsWith("StateEntered")) {
        states.put(event.name(), event.at());
        counts.remove(event.name());
      } else if (type.endsWith("StateExited") || type.endsWith("StateAborted")) {
        return since(states.remove(event.name()), event);
      } else if (isBeginOfTry(type)) {
        tries.put(event.name(), event.at());
      } else if (type.matches(".*(Succeeded|Failed|TimedOut)")) {
        return since(tries.remove(event.name()), event);
      }
      return Optional.empty();
    }

    int tries(HistoryEvent event) {
      return isBeginOfTry(event.type()) ? counts.merge(event.name(), 1, Integer::sum) : 0;
    }

    private static boolean isBeginOfTry(String type) {
      return type.endsWith("Scheduled") || type.matches("(Parallel|Map)StateStarted");
    }

    private static Optional<Duration> since(Instant begin, HistoryEvent event) {
      return Optional.ofNullable(begin).map(at -> Duration.between(at, event.at()));
    }
  }
}
