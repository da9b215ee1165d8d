package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Where one chain of states is in the history: a branch and an iteration have their own. */
final class Trail {

  private final Optional<Supplier<JsonObject>> iteration;
  private volatile long last;
  private volatile String openState = "";
  private volatile List<Trail> parts = List.of();
  private volatile boolean isOver;

  Trail(long last) {
    this.last = last;
    this.iteration = Optional.empty();
  }

  /**
   * @param iteration what the events of this iteration tell of it
   */
  Trail(long last, Supplier<JsonObject> iteration) {
    this.last = last;
    this.iteration = Optional.of(iteration);
  }

  long last() {
    return last;
  }

  void moveTo(long id) {
    last = id;
  }

  void open(String type) {
    openState = type;
    parts = List.of();
  }

  void close() {
    openState = "";
    parts = List.of();
  }

  /** The state that is open goes on in branches or iterations; null for those not begun. */
  void divide(List<Trail> trails) {
    parts = trails;
  }

  /** The branch or iteration has come to its good end. */
  void end() {
    isOver = true;
  }

  /** Adds the events of everything that a failure elsewhere interrupted, from the outside in. */
  void abort(History history, long failure) {
    stop(history, failure, "MapIterationAborted");
  }

  /** Adds the events of an end by a failure of its own; AWS calls its open state aborted too. */
  void fail(History history, long failure) {
    stop(history, failure, "MapIterationFailed");
  }

  private void stop(History history, long failure, String type) {
    if (isOver) {
      return;
    }
    iteration.ifPresent(details -> history.add(failure, type, details));
    if (canAbort()) {
      history.add(failure, openState + "StateAborted", HistoryDetails.NONE);
    }
    parts.stream().filter(Objects::nonNull).forEach(part -> part.abort(history, failure));
    isOver = true;
  }

  private boolean canAbort() {
    return switch (openState) {
      case "Task", "Wait", "Map", "Parallel" -> true;
      default -> false;
    };
  }
}
