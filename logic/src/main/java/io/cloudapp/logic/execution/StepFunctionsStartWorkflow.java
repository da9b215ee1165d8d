package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;

/** Starts Express executions that are named after ours. */
@Singleton
final class StepFunctionsStartWorkflow implements StartWorkflow {

  private static final Logger LOG = LoggerFactory.getLogger(StepFunctionsStartWorkflow.class);

  private final SfnClient stepFunctions;
  private final StateMachineArns arns;

  StepFunctionsStartWorkflow(SfnClient stepFunctions, StateMachineArns arns) {
    this.stepFunctions = stepFunctions;
    this.arns = arns;
  }

  @Override
  public boolean start(ExecutionKind kind, String executionId) {
    var input = Json.mapper().createObjectNode().put("executionId", executionId).toString();
    var request =
        StartExecutionRequest.builder()
            .stateMachineArn(arns.of(kind))
            .name(executionId)
            .input(input)
            .build();
    try {
      stepFunctions.startExecution(request);
      return true;
    } catch (SdkException unconfirmed) {
      LOG.warn("The start of {} is unconfirmed; reconcile sees to it", executionId, unconfirmed);
      return false;
    }
  }
}
