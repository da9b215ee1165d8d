package io.cloudapp.logic.configuration;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.configuration.ConfigurationOffer;

/** What became of a request for a configuration. */
public sealed interface ConfigurationOutcome {

  /** It is as asked for: read, created or changed. */
  record Found(ConfigurationOffer offer) implements ConfigurationOutcome {}

  record Deleted() implements ConfigurationOutcome {}

  record Refused(Problem problem) implements ConfigurationOutcome {}
}
