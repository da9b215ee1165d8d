package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.Payload;
import java.util.Optional;

/** How a state was left. */
record Step(Optional<String> next, Payload output, Variables variables) {}
