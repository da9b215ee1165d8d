package io.cloudapp.logic.configuration;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.configuration.Configuration;

/** What became of a request for a configuration. */
public sealed interface ConfigurationOutcome {

  /** It is as asked for: read, created or changed. */
  record Found(Configuration configuration) implements ConfigurationOutcome {}

  record Deleted() implements ConfigurationOutcome {}

  record Refused(Problem problem) implements ConfigurationOutcome {}
}
