package io.cloudapp.tests.statemachine;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The longest that a state machine can run when every call takes as long as it may.
 *
 * <p>It follows the latest time at which each state can be entered. Variables whose names end with
 * {@code Millis} are points in time; a Choice {@code $millis() < $someMillis} lets nobody through
 * who is late, and that is what ends a loop.
 */
final class WorstCase {

  private static final Pattern IN_TIME = Pattern.compile("\\{% \\$millis\\(\\) < \\$(\\w+) %}");
  private static final long ENDLESS = Duration.ofHours(1).toMillis();
  private static final Map<String, Object> STARTED_AT_ZERO =
      Map.of("context", Map.of("Execution", Map.of("StartTime", "1970-01-01T00:00:00.000Z")));

  private final JsonNode states;
  private final Map<Entry, Long> latest = new HashMap<>();
  private final Deque<Entry> open = new ArrayDeque<>();
  private long end;

  /** A state, entered with these points in time, in milliseconds after the start. */
  private record Entry(String state, Map<String, Long> moments) {}

  private WorstCase(JsonNode machine, Map<String, Long> moments) {
    states = machine.get("States");
    enter(machine.get("StartAt").asText(), moments, 0);
  }

  /**
   * How long a whole run takes at most.
   *
   * @throws AssertionError when a loop has no deadline
   */
  static Duration of(JsonNode machine) {
    return new WorstCase(machine, Map.of()).run();
  }

  private Duration run() {
    while (!open.isEmpty()) {
      var entry = open.pop();
      leave(entry, latest.get(entry));
    }
    return Duration.ofMillis(end);
  }

  private void enter(String state, Map<String, Long> moments, long at) {
    if (at > ENDLESS) {
      throw new AssertionError("The loop through '" + state + "' has no deadline");
    }
    var entry = new Entry(state, moments);
    if (at > latest.getOrDefault(entry, -1L)) {
      latest.put(entry, at);
      open.push(entry);
    }
  }

  private void leave(Entry entry, long entered) {
    var state = states.get(entry.state());
    if (state.get("Type").asText().equals("Choice")) {
      choose(state, entry, entered);
      return;
    }
    var left = entered + duration(state, entry.moments());
    end = Math.max(end, left);
    if (state.has("Next")) {
      enter(state.get("Next").asText(), assigned(entry.moments(), state), left);
    }
    state
        .path("Catch")
        .forEach(rule -> enter(rule.get("Next").asText(), assigned(entry.moments(), rule), left));
  }

  private void choose(JsonNode state, Entry entry, long entered) {
    var canBeLate = true;
    for (var choice : state.get("Choices")) {
      var inTime = IN_TIME.matcher(choice.get("Condition").asText());
      var at = entered;
      if (inTime.matches()) {
        var deadline = entry.moments().get(inTime.group(1));
        canBeLate = entered >= deadline;
        at = Math.min(entered, deadline);
      }
      enter(choice.get("Next").asText(), assigned(entry.moments(), choice), at);
    }
    if (canBeLate) {
      enter(state.get("Default").asText(), assigned(entry.moments(), state), entered);
    }
  }

  private static long duration(JsonNode state, Map<String, Long> moments) {
    return switch (state.get("Type").asText()) {
      case "Task" -> tries(state);
      case "Wait" -> state.get("Seconds").asLong() * 1000;
      case "Parallel" ->
          StreamSupport.stream(state.get("Branches").spliterator(), false)
              .mapToLong(branch -> new WorstCase(branch, moments).run().toMillis())
              .max()
              .orElseThrow();
      case "Pass", "Succeed", "Fail" -> 0;
      default -> throw new AssertionError("How long does this take? " + state);
    };
  }

  private static long tries(JsonNode task) {
    var timeout = task.get("TimeoutSeconds").asDouble();
    var seconds = timeout;
    for (var rule : task.path("Retry")) {
      for (var retry = 0; retry < rule.get("MaxAttempts").asInt(); retry++) {
        var delay =
            rule.get("IntervalSeconds").asDouble()
                * Math.pow(rule.get("BackoffRate").asDouble(), retry);
        seconds += timeout + Math.min(delay, rule.get("MaxDelaySeconds").asDouble());
      }
    }
    return Math.round(seconds * 1000);
  }

  private static Map<String, Long> assigned(Map<String, Long> before, JsonNode assigning) {
    var after = new HashMap<>(before);
    assigning
        .path("Assign")
        .properties()
        .forEach(
            variable -> {
              if (variable.getKey().endsWith("Millis")) {
                after.put(variable.getKey(), moment(variable.getValue().asText(), before));
              }
            });
    return Map.copyOf(after);
  }

  /** What a service may add is left out: {@code $min} of it and our own limit is our limit. */
  private static long moment(String expression, Map<String, Long> variables) {
    var compiled = Jsonata.jsonata(expression.substring(2, expression.length() - 2).trim());
    var frame = compiled.createFrame();
    frame.bind("states", STARTED_AT_ZERO);
    variables.forEach(frame::bind);
    return ((Number) compiled.evaluate(null, frame)).longValue();
  }

  /** The states that are entered at all, for whoever wants to know that the walk was whole. */
  static List<String> reached(JsonNode machine) {
    var walk = new WorstCase(machine, Map.of());
    walk.run();
    return new ArrayList<>(walk.latest.keySet().stream().map(Entry::state).distinct().toList());
  }
}
