package io.cloudapp.local.states.execution;

/** Who takes the events of one execution. */
@FunctionalInterface
public interface HistorySink {

  /** Takes an event; branches call it at the same time. */
  void add(HistoryEvent event);

  /** Told before the execution waits for something, and when it has ended. */
  default void pause() {}
}
