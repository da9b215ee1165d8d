package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Numbers the events of one execution, and hands on those that the log level keeps. */
final class History {

  private final String executionArn;
  private final LogSettings settings;
  private final Pace pace;
  private final HistorySink sink;
  private final AtomicLong ids = new AtomicLong();

  History(String executionArn, LogSettings settings, Pace pace, HistorySink sink) {
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
      sink.add(new HistoryEvent(executionArn, id, previous, type, pace.now(), details.get()));
    }
    return id;
  }

  /** To be called before waiting, so that what happened is seen meanwhile. */
  void pause() {
    sink.pause();
  }

  /** Adds an event at the end of a trail. */
  void follow(Trail trail, String type, Supplier<JsonObject> details) {
    trail.moveTo(add(trail.last(), type, details));
  }
}
