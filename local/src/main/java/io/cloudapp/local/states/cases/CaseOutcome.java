package io.cloudapp.local.states.cases;

import java.util.List;

/**
 * What became of one case.
 *
 * @param path the states entered, in order
 * @param problems each difference from what was expected in one sentence; empty when it passed
 */
public record CaseOutcome(String name, List<String> path, String status, List<String> problems) {

  public CaseOutcome {
    path = List.copyOf(path);
    problems = List.copyOf(problems);
  }

  public boolean hasPassed() {
    return problems.isEmpty();
  }
}
