package io.cloudapp.logic.history;

import io.cloudapp.core.history.ExecutionHistory;
import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.HistoryLog;
import io.cloudapp.core.history.WorkflowRun;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.execution.StateMachineArns;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what Step Functions knows of an execution, for admins. */
@Singleton
public final class ReadHistory {

  private static final Logger LOG = LoggerFactory.getLogger(ReadHistory.class);

  /** Step Functions' clock may go ahead of ours. */
  private static final Duration BEFORE_REQUEST = Duration.ofMinutes(1);

  /** 15 minutes to the deadline, 5 of a run that begins at its end, and the log's own delay. */
  private static final Duration AFTER_REQUEST = Duration.ofMinutes(30);

  private final TracedExecutions executions;
  private final StateMachineArns arns;
  private final Machines machines;
  private final LogRecords records;
  private final LogLinks links;

  ReadHistory(
      TracedExecutions executions,
      StateMachineArns arns,
      Machines machines,
      LogRecords records,
      LogLinks links) {
    this.executions = executions;
    this.arns = arns;
    this.machines = machines;
    this.records = records;
    this.links = links;
  }

  /** The history of anybody's execution; empty when there is none of that id. */
  public Optional<ExecutionHistory> read(String id) {
    // PostgreSQL refuses a text with NUL, and no id has one.
    return Optional.of(id)
        .filter(given -> given.indexOf('\0') < 0)
        .flatMap(executions::find)
        .map(this::history);
  }

  private ExecutionHistory history(TracedExecution execution) {
    var arn = arns.of(execution.kind());
    try {
      var machine = machines.describe(arn);
      return machine
          .logGroup()
          .map(group -> history(execution, arn, machine, group))
          .orElseGet(
              () ->
                  history(
                      execution,
                      Optional.of(machine),
                      new HistoryLog(HistoryLog.State.NOT_KEPT, "", "", false, true, 0),
                      List.of()));
    } catch (Unavailable silent) {
      LOG.warn("The history of {} could not be read", execution.id(), silent);
      return history(
          execution,
          Optional.empty(),
          new HistoryLog(HistoryLog.State.UNAVAILABLE, "", "", false, false, 0),
          List.of());
    }
  }

  private ExecutionHistory history(
      TracedExecution execution, String arn, Machine machine, String group) {
    var from = execution.requestedAt().minus(BEFORE_REQUEST);
    var to = execution.requestedAt().plus(AFTER_REQUEST);
    // The runs are named after the execution: …:express:<machine>:<name>:<id of the start>.
    var name = machineName(arn) + ":" + execution.id() + ":";
    var found = records.find(group, name, from, to);
    var prefix = arn.replace(":stateMachine:", ":express:") + ":" + execution.id() + ":";
    var events = found.messages().stream().map(LoggedEvent::read).toList();
    var ours =
        events.stream()
            .flatMap(Optional::stream)
            .filter(event -> event.executionArn().startsWith(prefix))
            .toList();
    var unreadable = (int) events.stream().filter(Optional::isEmpty).count();
    var log =
        new HistoryLog(
            found.state(),
            group,
            links.records(group, name, from, to),
            machine.logsData(),
            found.complete(),
            unreadable);
    return history(execution, Optional.of(machine), log, ours);
  }

  private ExecutionHistory history(
      TracedExecution execution,
      Optional<Machine> machine,
      HistoryLog log,
      List<LoggedEvent> events) {
    var byArn = new LinkedHashMap<String, List<LoggedEvent>>();
    events.forEach(
        event -> byArn.computeIfAbsent(event.executionArn(), _ -> new ArrayList<>()).add(event));
    var details = new EventDetails(log.showsData());
    var runs =
        byArn.values().stream()
            .flatMap(ofOneArn -> RunSplitter.split(ofOneArn).stream())
            .map(split -> run(split, details))
            .sorted(Comparator.comparing(run -> run.events().getFirst().at()))
            .toList();
    return new ExecutionHistory(
        execution.id(),
        execution.userId(),
        execution.kind().stateMachine().machineName(),
        machine.map(Machine::definition),
        log,
        List.copyOf(byArn.keySet()),
        runs);
  }

  private static WorkflowRun run(RunSplitter.Split split, EventDetails details) {
    var names = StateNames.of(split.events());
    return new WorkflowRun(
        split.events().getFirst().executionArn(),
        split.interleaved(),
        split.events().stream()
            .map(
                event ->
                    new HistoryEvent(
                        event.id(),
                        event.type(),
                        names.get(event.id()),
                        event.at(),
                        event.previousId(),
                        details.of(event)))
            .toList());
  }

  private static String machineName(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }
}
