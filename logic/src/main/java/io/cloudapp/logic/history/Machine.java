package io.cloudapp.logic.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A state machine as Step Functions describes it.
 *
 * @param definition in Amazon States Language
 * @param logGroup name of the group that every event is written to; empty when some are not kept
 * @param logsData whether inputs and outputs are written too
 */
record Machine(JsonNode definition, Optional<String> logGroup, boolean logsData) {}
