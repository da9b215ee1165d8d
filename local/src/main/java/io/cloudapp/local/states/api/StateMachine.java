package io.cloudapp.local.states.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.states.definition.StateMachineDefinition;
import io.cloudapp.local.states.execution.LogSettings;
import java.time.Instant;
import java.util.Map;

/**
 * One state machine.
 *
 * @param logging the logging configuration as it is described
 * @param tags by key
 */
record StateMachine(
    String arn,
    String name,
    StateMachineDefinition definition,
    String roleArn,
    ObjectNode logging,
    LogSettings log,
    boolean isTraced,
    Map<String, String> tags,
    Instant created) {

  boolean isSameAs(StateMachine other) {
    return definition.text().equals(other.definition.text())
        && logging.equals(other.logging)
        && isTraced == other.isTraced;
  }

  StateMachine withTags(Map<String, String> others) {
    return new StateMachine(
        arn, name, definition, roleArn, logging, log, isTraced, Map.copyOf(others), created);
  }
}
