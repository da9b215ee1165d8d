package io.cloudapp.local.states.execution;

import java.util.Optional;

/** Where one chain of states is in the history: a branch has its own. */
final class Trail {

  private volatile long last;
  private volatile String openState = "";

  Trail(long last) {
    this.last = last;
  }

  long last() {
    return last;
  }

  void moveTo(long id) {
    last = id;
  }

  void open(String type) {
    openState = type;
  }

  void close() {
    openState = "";
  }

  /** Type of the state that was not left, when it is of a type that the history calls aborted. */
  Optional<String> aborted() {
    return switch (openState) {
      case "Task", "Wait", "Map", "Parallel" -> Optional.of(openState + "StateAborted");
      default -> Optional.empty();
    };
  }
}
