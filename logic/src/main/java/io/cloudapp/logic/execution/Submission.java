package io.cloudapp.logic.execution;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.Execution;

/** What became of a submitted request. */
public sealed interface Submission {

  /** It will be done; a repeated request gets the execution it already has. */
  record Accepted(Execution execution) implements Submission {}

  record Refused(Problem problem) implements Submission {}
}
