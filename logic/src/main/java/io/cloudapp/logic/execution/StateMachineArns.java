package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.ExecutionKind;
import io.micronaut.context.annotation.ConfigurationProperties;

/** The state machines. */
@ConfigurationProperties("cloudapp.state-machine-arns")
public record StateMachineArns(String login, String provisionInstance, String stopInstance) {

  /** The ARN of the machine that does this kind of request. */
  public String of(ExecutionKind kind) {
    return switch (kind) {
      case PROVISION -> provisionInstance;
      case STOP -> stopInstance;
    };
  }
}
