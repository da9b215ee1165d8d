package io.cloudapp.logic.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells apart the runs that wrote under one ARN.
 *
 * <p>Step Functions runs an execution at least once, and a doubled or restarted one numbers its
 * events from 1 again under the same ARN. Within a run each number comes once and in order.
 */
final class RunSplitter {

  private RunSplitter() {}

  /**
   * The events of one run.
   *
   * @param interleaved whether another run wrote at the same time
   */
  record Split(List<LoggedEvent> events, boolean interleaved) {
    Split {
      events = List.copyOf(events);
    }
  }

  /**
   * @param events of one ARN, in the order of the log
   */
  static List<Split> split(List<LoggedEvent> events) {
    if (atOnce(events) <= 1) {
      return events.isEmpty() ? List.of() : List.of(new Part(events).split());
    }
    // The sort is stable: within a millisecond the order of the log is the best that there is.
    var ordered = events.stream().sorted(Comparator.comparing(LoggedEvent::at)).toList();
    var runs = new ArrayList<Part>();
    var open = new ArrayList<Part>();
    for (var index = 0; index < ordered.size(); index++) {
      var event = ordered.get(index);
      var part = owner(open, event);
      if (part.isEmpty()) {
        var begun = new Part(List.of());
        runs.add(begun);
        open.add(begun);
        while (open.size() > atOnce(ordered.subList(index, ordered.size()))) {
          open.removeFirst();
        }
        markInterleaved(open);
        part = Optional.of(begun);
      }
      part.get().add(event);
    }
    return runs.stream().map(Part::split).toList();
  }

  /** How many runs must be under way for these events: as many as one number comes. */
  private static int atOnce(List<LoggedEvent> events) {
    var counts = new HashMap<Long, Integer>();
    var most = 0;
    for (var event : events) {
      most = Math.max(most, counts.merge(event.id(), 1, Integer::sum));
    }
    return most;
  }

  private static void markInterleaved(List<Part> open) {
    if (open.size() > 1) {
      open.forEach(part -> part.interleaved = true);
    }
  }

  /** The run that has come to the number before; the one that waits longest where several have. */
  private static Optional<Part> owner(List<Part> open, LoggedEvent event) {
    return open.stream()
        .filter(part -> !part.ids.contains(event.id()))
        .min(
            Comparator.comparing((Part part) -> !part.ids.contains(event.previousId()))
                .thenComparingLong(part -> Math.abs(event.id() - 1 - part.last()))
                .thenComparing(part -> part.events.getLast().at()));
  }

  private static final class Part {
    private final List<LoggedEvent> events = new ArrayList<>();
    private final Set<Long> ids = new HashSet<>(Set.of(0L));
    private boolean interleaved;

    Part(List<LoggedEvent> events) {
      events.forEach(this::add);
    }

    void add(LoggedEvent event) {
      events.add(event);
      ids.add(event.id());
    }

    long last() {
      return events.getLast().id();
    }

    Split split() {
      events.sort(Comparator.comparingLong(LoggedEvent::id));
      return new Split(events, interleaved);
    }
  }
}
