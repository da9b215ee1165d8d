package io.cloudapp.local.states.definition;

import java.util.ArrayList;
import java.util.List;

/** Everything found wrong with a definition, in the order in which it was found. */
final class Diagnostics {

  private final List<Diagnostic> found = new ArrayList<>();

  void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  void schema(String message, String location) {
    found.add(Diagnostic.schema(message, location));
  }

  List<Diagnostic> found() {
    return found;
  }
}
