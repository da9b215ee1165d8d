package io.cloudapp.local.console;

import io.cloudapp.local.states.execution.ExecutionRecord;
import io.cloudapp.local.states.execution.Outcome;
import java.time.Instant;
import java.util.Optional;

/** One execution as the console lists it; neither input nor output, which may be a sign-in's. */
record ExecutionRow(
    String arn,
    String name,
    String machine,
    String status,
    Instant started,
    Optional<Instant> stopped,
    Optional<String> error) {

  static ExecutionRow of(ExecutionRecord execution) {
    var error =
        execution
            .outcome()
            .flatMap(
                outcome ->
                    outcome instanceof Outcome.Failed failed ? failed.error() : Optional.empty());
    return new ExecutionRow(
        execution.request().arn(),
        execution.request().name(),
        execution.request().machineName(),
        execution.status(),
        execution.started(),
        execution.stopped(),
        error);
  }
}
