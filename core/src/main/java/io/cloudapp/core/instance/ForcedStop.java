package io.cloudapp.core.instance;

import java.time.Instant;

/**
 * Which admin stopped an instance by force, and why.
 *
 * @param by the user name
 * @param executionId of the stop
 */
public record ForcedStop(String by, String reason, Instant at, String executionId) {}
