package io.cloudapp.logic.history;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the state of each event of a run. Only the events at which a state is entered and left name
 * it; the others are found by the events they follow.
 */
final class StateNames {

  private static final String ENTERED = "StateEntered";
  private static final String EXITED = "StateExited";
  private static final String ABORTED = "StateAborted";

  private final Map<Long, LoggedEvent> events = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();

  /** Kind and name of the states that were entered and not left, the outermost first. */
  private final Set<String> open = new LinkedHashSet<>();

  private StateNames() {}

  /**
   * @param run the events of one run in the order of their ids
   * @return by id; empty for the execution's own events and where the log does not say
   */
  static Map<Long, String> of(List<LoggedEvent> run) {
    var names = new StateNames();
    run.forEach(names::add);
    return Map.copyOf(names.names);
  }

  private void add(LoggedEvent event) {
    var name = nameOf(event);
    events.put(event.id(), event);
    names.put(event.id(), name);
    if (event.type().endsWith(ENTERED)) {
      open.add(key(event, ENTERED, name));
    } else if (event.type().endsWith(EXITED)) {
      open.remove(key(event, EXITED, name));
    } else if (event.type().endsWith(ABORTED)) {
      open.remove(key(event, ABORTED, name));
    }
  }

  private String nameOf(LoggedEvent event) {
    if (event.type().startsWith("Execution")) {
      return "";
    }
    var given = event.details().path("name").asText(event.details().path("state").asText(""));
    if (!given.isEmpty()) {
      return given;
    }
    if (event.type().endsWith(ABORTED)) {
      return aborted(event.type().substring(0, event.type().length() - ABORTED.length()));
    }
    return isOfContainer(event.type())
        ? container(event.previousId(), event.type().substring(0, event.type().indexOf("State")))
        : names.getOrDefault(event.previousId(), "");
  }

  /** These follow the last event inside a branch, and belong to the state around it. */
  private static boolean isOfContainer(String type) {
    return type.startsWith("ParallelState") || type.startsWith("MapState");
  }

  private String container(long from, String kind) {
    var inner = 0;
    for (var at = events.get(from); at != null; at = events.get(at.previousId())) {
      if (at.type().equals(kind + EXITED)) {
        inner++;
      } else if (at.type().equals(kind + ENTERED)) {
        if (inner == 0) {
          return names.get(at.id());
        }
        inner--;
      }
      if (at.previousId() >= at.id()) {
        break;
      }
    }
    return "";
  }

  /** It follows the failure elsewhere that ended it; the outermost state is ended first. */
  private String aborted(String kind) {
    return open.stream()
        .filter(key -> key.startsWith(kind + " "))
        .map(key -> key.substring(kind.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static String key(LoggedEvent event, String ending, String name) {
    return event.type().substring(0, event.type().length() - ending.length()) + " " + name;
  }
}
