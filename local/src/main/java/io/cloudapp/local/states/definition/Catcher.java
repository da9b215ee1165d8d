package io.cloudapp.local.states.definition;

import java.util.List;

/** One entry of {@code Catch}. */
public record Catcher(List<String> errors, String next, Effects effects) {

  public Catcher {
    errors = List.copyOf(errors);
  }
}
