package io.cloudapp.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What Step Functions tells of an execution: the machine as it is defined today, and what the log
 * says of each run.
 *
 * @param userId who asked for the execution
 * @param machine name of the state machine, for example {@code provision-instance}
 * @param definition the machine in Amazon States Language; empty while Step Functions is silent
 * @param executionArns of the runs, each once
 * @param runs the oldest first; a doubled or restarted execution has several
 */
public record ExecutionHistory(
    String executionId,
    String userId,
    String machine,
    Optional<JsonNode> definition,
    HistoryLog log,
    List<String> executionArns,
    List<WorkflowRun> runs) {

  public ExecutionHistory {
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(log, "log");
    executionArns = List.copyOf(executionArns);
    runs = List.copyOf(runs);
  }
}
