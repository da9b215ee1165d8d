package io.cloudapp.functions;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.logic.execution.StartWorkflow;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Stands in for Step Functions where a test has none: every start is confirmed. */
@Singleton
@Replaces(StartWorkflow.class)
@Requires(property = "test.no-step-functions")
final class NoStepFunctions implements StartWorkflow {

  @Override
  public boolean start(ExecutionKind kind, String executionId) {
    return true;
  }
}
