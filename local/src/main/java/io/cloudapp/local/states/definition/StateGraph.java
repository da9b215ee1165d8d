package io.cloudapp.local.states.definition;

import java.util.Map;

/** States that run one after another: a workflow, a branch, or what a Map does with an item. */
public record StateGraph(String startAt, Map<String, State> states) {

  public StateGraph {
    states = Map.copyOf(states);
  }

  public State state(String name) {
    return states.get(name);
  }
}
