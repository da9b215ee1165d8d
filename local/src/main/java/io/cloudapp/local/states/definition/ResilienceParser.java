package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.definition.Fields.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code Retry} and {@code Catch} of a state.
 *
 * @param fields the state's
 */
record ResilienceParser(Fields fields) {

  private static final Set<String> RETRY_FIELDS =
      Set.of(
          "ErrorEquals",
          "IntervalSeconds",
          "BackoffRate",
          "MaxAttempts",
          "MaxDelaySeconds",
          "JitterStrategy",
          "Comment");
  private static final Set<String> CATCH_FIELDS =
      Set.of("ErrorEquals", "Next", "Assign", "Output", "Comment");
  private static final int LONGEST_SECONDS = 99_999_999;
  private static final int LONGEST_DELAY_SECONDS = 31_622_400;

  List<Retrier> retriers() {
    var entries = fields.objects("Retry");
    var retriers = new ArrayList<Retrier>();
    for (var entry : entries) {
      entry.allow(RETRY_FIELDS);
      var errors = errors(entry, entry == entries.getLast());
      var interval = entry.integer("IntervalSeconds", 1, LONGEST_SECONDS).orElse(1);
      var maxDelay = entry.integer("MaxDelaySeconds", 1, LONGEST_DELAY_SECONDS);
      retriers.add(
          new Retrier(
              errors,
              Duration.ofSeconds(interval),
              entry.number("BackoffRate", 1.0).orElse(2.0),
              entry.integer("MaxAttempts", 0, LONGEST_SECONDS).orElse(3),
              maxDelay.map(Duration::ofSeconds),
              isFull(entry)));
    }
    return List.copyOf(retriers);
  }

  private static boolean isFull(Fields entry) {
    var strategy = entry.text("JitterStrategy").orElse("NONE");
    if (!strategy.equals("NONE") && !strategy.equals("FULL")) {
      entry.refuse("JitterStrategy", "Value should be one of the following: [FULL, NONE]");
    }
    return strategy.equals("FULL");
  }

  List<Catcher> catchers() {
    var entries = fields.objects("Catch");
    var catchers = new ArrayList<Catcher>();
    for (var entry : entries) {
      entry.allow(CATCH_FIELDS);
      entry.require("Next");
      catchers.add(
          new Catcher(
              errors(entry, entry == entries.getLast()),
              entry.text("Next").orElse(""),
              entry.effects(Moment.IN_CATCH)));
    }
    return List.copyOf(catchers);
  }

  private static List<String> errors(Fields entry, boolean isLast) {
    entry.require("ErrorEquals");
    var errors = entry.texts("ErrorEquals");
    if (errors.contains("States.ALL") && errors.size() > 1) {
      entry.refuse("ErrorEquals", "'States.ALL' must appear alone");
    } else if (errors.contains("States.ALL") && !isLast) {
      entry.refuse("ErrorEquals", "'States.ALL' must appear in the last entry");
    }
    return errors;
  }
}
