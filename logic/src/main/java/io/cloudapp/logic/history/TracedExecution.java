package io.cloudapp.logic.history;

import io.cloudapp.core.execution.ExecutionKind;
import java.time.Instant;

/** What has to be known of an execution to find its runs. */
record TracedExecution(String id, ExecutionKind kind, String userId, Instant requestedAt) {}
