package io.cloudapp.webapp.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The states of a machine and the ways between them, as its definition has them.
 *
 * @param startAt the first state
 */
record MachineGraph(String startAt, List<State> states, List<Transition> transitions) {

  MachineGraph {
    states = List.copyOf(states);
    transitions = List.copyOf(transitions);
  }

  /**
   * @param branches of a Parallel, or what a Map does with each item
   */
  record State(String name, String type, List<MachineGraph> branches) {
    State {
      branches = List.copyOf(branches);
    }
  }

  /** Why one state follows another. */
  enum Way {
    NEXT,
    CHOICE,
    DEFAULT,
    CATCH
  }

  /**
   * @param label the errors that a Catch names, or the number of a choice; else empty
   */
  record Transition(String from, String to, Way way, String label) {}

  /**
   * @param definition in Amazon States Language, or one branch of it
   */
  static MachineGraph of(JsonNode definition) {
    var states = new ArrayList<State>();
    var transitions = new ArrayList<Transition>();
    definition
        .path("States")
        .properties()
        .forEach(
            state -> {
              states.add(state(state.getKey(), state.getValue()));
              addTransitions(transitions, state.getKey(), state.getValue());
            });
    return new MachineGraph(definition.path("StartAt").asText(""), states, transitions);
  }

  private static State state(String name, JsonNode state) {
    var branches = new ArrayList<MachineGraph>();
    state.path("Branches").forEach(branch -> branches.add(of(branch)));
    if (state.has("ItemProcessor")) {
      branches.add(of(state.get("ItemProcessor")));
    }
    return new State(name, state.path("Type").asText(""), branches);
  }

  private static void addTransitions(List<Transition> all, String from, JsonNode state) {
    add(all, from, state.path("Next"), Way.NEXT, "");
    var number = 0;
    for (var choice : state.path("Choices")) {
      number++;
      add(all, from, choice.path("Next"), Way.CHOICE, String.valueOf(number));
    }
    add(all, from, state.path("Default"), Way.DEFAULT, "");
    for (var catcher : state.path("Catch")) {
      var errors =
          StreamSupport.stream(catcher.path("ErrorEquals").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      add(all, from, catcher.path("Next"), Way.CATCH, String.join(", ", errors));
    }
  }

  private static void add(List<Transition> all, String from, JsonNode to, Way way, String label) {
    if (to.isTextual()) {
      all.add(new Transition(from, to.asText(), way, label));
    }
  }
}
