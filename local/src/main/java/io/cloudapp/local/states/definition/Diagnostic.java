package io.cloudapp.local.states.definition;

import java.util.Optional;

/**
 * One reason why AWS refuses a definition.
 *
 * @param code AWS's code, for example {@code SCHEMA_VALIDATION_FAILED}
 * @param location a path such as {@code /States/X/Next}; empty when the whole workflow is meant
 */
public record Diagnostic(String code, String message, Optional<String> location) {

  static Diagnostic schema(String message, String location) {
    return new Diagnostic("SCHEMA_VALIDATION_FAILED", message, Optional.of(location));
  }

  /** The form in which AWS puts it into an {@code InvalidDefinition}. */
  public String sentence() {
    return code + ": " + message + " at " + location.orElse("null");
  }
}
