package io.cloudapp.local.states.task;

import io.cloudapp.local.states.definition.TaskResource;
import io.cloudapp.local.states.json.Payload;
import java.time.Duration;

/**
 * One try of a Task.
 *
 * @param state the state's name
 * @param attempt 0 for the first try
 * @param arguments what the definition passes on
 * @param limit how long the engine will wait; a remote call should not outlast it
 */
public record TaskCall(
    String executionArn,
    String state,
    int attempt,
    TaskResource resource,
    Payload arguments,
    Duration limit) {}
