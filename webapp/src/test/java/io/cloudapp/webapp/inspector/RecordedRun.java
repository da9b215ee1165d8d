package io.cloudapp.webapp.inspector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.WorkflowRun;
import io.cloudapp.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a run event by event, each 100 ms after the one before and following it. */
public final class RecordedRun {

  public static final String ARN =
      "arn:aws:states:eu-west-1:000000000000:express:provision-instance:01RUN:uuid";

  private final List<HistoryEvent> events = new ArrayList<>();
  private final Instant start;
  private boolean interleaved;

  private RecordedRun(Instant start) {
    this.start = start;
  }

  public static RecordedRun at(Instant start) {
    return new RecordedRun(start).add("ExecutionStarted", "");
  }

  public RecordedRun add(String type, String name) {
    return add(type, name, events.size());
  }

  public RecordedRun add(String type, String name, long previous) {
    return add(type, name, previous, Json.mapper().createObjectNode());
  }

  public RecordedRun failed(String type, String name, String error, String cause) {
    var details = Json.mapper().createObjectNode().put("error", error).put("cause", cause);
    return add(type, name, events.size(), details);
  }

  public RecordedRun add(String type, String name, long previous, ObjectNode details) {
    events.add(
        new HistoryEvent(
            events.size() + 1,
            type,
            name,
            start.plusMillis(100L * events.size()),
            previous,
            details));
    return this;
  }

  /** A Pass from beginning to end. */
  public RecordedRun pass(String name) {
    return add("PassStateEntered", name).add("PassStateExited", name);
  }

  /** A Task that is done at the first try. */
  public RecordedRun task(String name) {
    return add("TaskStateEntered", name)
        .add("TaskScheduled", name)
        .add("TaskStarted", name)
        .add("TaskSucceeded", name)
        .add("TaskStateExited", name);
  }

  public RecordedRun interleaved() {
    interleaved = true;
    return this;
  }

  public WorkflowRun run() {
    return new WorkflowRun(ARN, interleaved, events);
  }
}
