package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cloudapp.core.execution.ExecutionKind;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;

final class StepFunctionsStartWorkflowTest {

  private final SfnClient stepFunctions = mock(SfnClient.class);
  private final StartWorkflow startWorkflow =
      new StepFunctionsStartWorkflow(
          stepFunctions, new StateMachineArns("arn:login", "provision", "stop"));

  @Test
  void namesTheRunAfterTheExecutionAndTellsItNothingElse() {
    assertThat(startWorkflow.start(ExecutionKind.PROVISION, "x1")).isTrue();

    assertThat(sent().stateMachineArn()).isEqualTo("provision");
    assertThat(sent().name()).isEqualTo("x1");
    assertThat(sent().input()).isEqualTo("{\"executionId\":\"x1\"}");
  }

  @Test
  void startsTheMachineOfTheKind() {
    startWorkflow.start(ExecutionKind.STOP, "x1");

    assertThat(sent().stateMachineArn()).isEqualTo("stop");
  }

  @Test
  void saysWhenAwsHasNotConfirmedTheStart() {
    when(stepFunctions.startExecution(any(StartExecutionRequest.class)))
        .thenThrow(SdkClientException.create("timed out"));

    assertThat(startWorkflow.start(ExecutionKind.PROVISION, "x1")).isFalse();
  }

  private StartExecutionRequest sent() {
    var request = ArgumentCaptor.forClass(StartExecutionRequest.class);
    verify(stepFunctions).startExecution(request.capture());
    return request.getValue();
  }
}
