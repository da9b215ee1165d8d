package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Numbers the events of one execution, and hands on those that the log level keeps. */
final class History {

  private final String executionArn;
  private final LogSettings settings;
  private final Pace pace;
  private final Consumer<HistoryEvent> sink;
  private final AtomicLong ids = new AtomicLong();

  History(String executionArn, LogSettings settings, Pace pace, Consumer<HistoryEvent> sink) {
    this.executionArn = executionArn;
    this.settings = settings;
    this.pace = pace;
    this.sink = sink;
  }

  /**
   * Adds an event.
   *
   * @param previous id of the event it follows, 0 at the beginning
   * @param details asked for only when somebody will see them
   * @return the event's id
   */
  long add(long previous, String type, Supplier<JsonObject> details) {
    var id = ids.incrementAndGet();
    if (settings.keeps(type)) {
      sink.accept(new HistoryEvent(executionArn, id, previous, type, pace.now(), details.get()));
    }
    return id;
  }

  /** Adds an event at the end of a trail. */
  void follow(Trail trail, String type, Supplier<JsonObject> details) {
    trail.moveTo(add(trail.last(), type, details));
  }
}
