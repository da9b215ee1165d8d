package io.cloudapp.local.states.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that AWS refuses, with everything it would say about it. */
public final class InvalidDefinition extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  InvalidDefinition(List<Diagnostic> diagnostics) {
    super(
        diagnostics.stream()
            .map(Diagnostic::sentence)
            .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
