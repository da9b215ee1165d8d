package io.cloudapp.local.states.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * A whole workflow, valid and with every expression compiled.
 *
 * @param text the definition as it was given
 * @param timeout {@code TimeoutSeconds} of the machine
 */
public record StateMachineDefinition(String text, StateGraph graph, Optional<Duration> timeout) {

  /**
   * Reads a definition.
   *
   * @param text Amazon States Language in JSON with query language JSONata
   * @throws InvalidDefinition with AWS's diagnostics when AWS, or LocalCloud, would not take it
   */
  public static StateMachineDefinition parse(String text) throws InvalidDefinition {
    return new DefinitionParser(text).parse();
  }
}
