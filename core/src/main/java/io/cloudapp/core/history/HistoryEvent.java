package io.cloudapp.core.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;

/**
 * One event of a run.
 *
 * @param id counts up within its run, from 1
 * @param type as Step Functions names it, for example {@code TaskStateEntered}
 * @param name of the state it belongs to; empty for the execution's own events
 * @param previousEventId the event it follows, 0 at the beginning
 * @param details what else the record says; inputs and outputs as JSON, secrets left out
 */
public record HistoryEvent(
    long id, String type, String name, Instant at, long previousEventId, ObjectNode details) {

  public HistoryEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(details, "details");
  }
}
