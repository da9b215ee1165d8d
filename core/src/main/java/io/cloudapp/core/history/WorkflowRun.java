package io.cloudapp.core.history;

import java.util.List;
import java.util.Objects;

/**
 * One run of an execution's workflow.
 *
 * @param executionArn the runs of one start share it
 * @param interleaved whether another run wrote under the same ARN at the same time, so that only
 *     the numbers of the events tell them apart
 * @param events in the order of their ids
 */
public record WorkflowRun(String executionArn, boolean interleaved, List<HistoryEvent> events) {

  public WorkflowRun {
    Objects.requireNonNull(executionArn, "executionArn");
    events = List.copyOf(events);
  }
}
