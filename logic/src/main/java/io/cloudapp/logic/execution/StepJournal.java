package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;

/** Lets a service show at once what it does for an execution, each try of a step included. */
@Singleton
public final class StepJournal {

  private final Jdbi jdbi;
  private final ExecutionStore executions;
  private final StepStore steps;
  private final Clock clock;

  StepJournal(Jdbi jdbi, ExecutionStore executions, StepStore steps, Clock clock) {
    this.jdbi = jdbi;
    this.executions = executions;
    this.steps = steps;
    this.clock = clock;
  }

  /** A try begins; {@code attempt} counts from 1. */
  public void trying(String executionId, Step step, int attempt) {
    write(executionId, new StepChange(step, StepState.RUNNING, attempt, ""));
  }

  /**
   * A try failed and another one will follow.
   *
   * @param attempt the one that failed, counted from 1
   * @param reason a sentence for people, without a secret
   */
  public void retrying(String executionId, Step step, int attempt, String reason) {
    write(executionId, new StepChange(step, StepState.RETRYING, attempt, reason));
  }

  private void write(String executionId, StepChange change) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    jdbi.useTransaction(
        handle -> {
          if (executions.lock(handle, executionId).isPresent()
              && steps.change(handle, executionId, change, now)) {
            executions.touch(handle, executionId);
          }
        });
  }
}
