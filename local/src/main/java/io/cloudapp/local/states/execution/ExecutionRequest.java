package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.definition.StateMachineDefinition;
import io.cloudapp.local.states.json.Payload;

/**
 * What is to be executed.
 *
 * @param arn the execution's, unlike any other
 * @param name the execution's, which may be used again
 */
public record ExecutionRequest(
    String arn,
    String name,
    Payload input,
    String machineArn,
    String machineName,
    String roleArn,
    StateMachineDefinition definition,
    LogSettings log) {}
