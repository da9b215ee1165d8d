package io.cloudapp.webapp.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.json.Json;
import io.cloudapp.webapp.inspector.MachineGraph.Transition;
import io.cloudapp.webapp.inspector.PlacedGraph.Arrow;
import io.cloudapp.webapp.inspector.PlacedGraph.Box;
import io.cloudapp.webapp.inspector.PlacedGraph.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GraphLayoutTest {

  private static final Map<StateMachine, PlacedGraph> PLACED = new ConcurrentHashMap<>();

  @ParameterizedTest
  @EnumSource
  void drawsEveryStateOnce(StateMachine machine) throws IOException {
    var names = new ArrayList<String>();
    collectStates(definition(machine), names);

    assertThat(placed(machine).states())
        .extracting(Box::name)
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @EnumSource
  void drawsEveryWayThatTheDefinitionHas(StateMachine machine) throws IOException {
    var ways = new ArrayList<String>();
    collectWays(definition(machine), ways);
    ways.add(" → " + definition(machine).path("StartAt").asText());

    assertThat(placed(machine).arrows())
        .extracting(Arrow::transition)
        .extracting(way -> way.from() + " → " + way.to())
        .containsExactlyInAnyOrderElementsOf(ways);
  }

  @ParameterizedTest
  @EnumSource
  void letsNothingOverlap(StateMachine machine) {
    var graph = placed(machine);
    var states = graph.states().stream().filter(box -> !box.isContainer()).toList();

    for (var first : states) {
      assertThat(first.x()).isNotNegative();
      assertThat(first.y()).isNotNegative();
      assertThat(first.x() + first.width()).isLessThanOrEqualTo(graph.width());
      assertThat(first.y() + first.height()).isLessThanOrEqualTo(graph.height());
      assertThat(states.stream().filter(second -> first != second && overlap(first, second)))
          .as(first.name())
          .isEmpty();
    }
    assertThat(graph.branches())
        .allSatisfy(
            branch ->
                assertThat(graph.branches().stream().filter(other -> overlap(branch, other)))
                    .containsExactly(branch));
  }

  @ParameterizedTest
  @EnumSource
  void putsBranchesIntoTheirStateAndTheirStatesIntoThem(StateMachine machine) throws IOException {
    var graph = placed(machine);

    for (var branch : graph.branches()) {
      var container = box(graph, branch.name());
      assertThat(contains(container, branch)).isTrue();
      assertThat(branch.y() - container.y()).isGreaterThanOrEqualTo(GraphLayout.TITLE_HEIGHT);
    }
    definition(machine)
        .path("States")
        .properties()
        .forEach(
            state ->
                state
                    .getValue()
                    .path("Branches")
                    .forEach(
                        branch ->
                            branch
                                .path("States")
                                .fieldNames()
                                .forEachRemaining(
                                    name ->
                                        assertThat(
                                                graph.branches().stream()
                                                    .filter(
                                                        frame -> contains(frame, box(graph, name))))
                                            .hasSize(1))));
  }

  @ParameterizedTest
  @EnumSource
  void leadsEveryArrowFromOneStateToTheOtherAndThroughNone(StateMachine machine) {
    var graph = placed(machine);

    for (var arrow : graph.arrows()) {
      var way = arrow.transition();
      assertThat(touches(box(graph, way.to()), arrow.points().getLast())).as("%s", way).isTrue();
      if (!way.from().isEmpty()) {
        assertThat(touches(box(graph, way.from()), arrow.points().getFirst()))
            .as("%s", way)
            .isTrue();
      }
      assertThat(
              graph.states().stream()
                  .filter(state -> !state.isContainer() && crosses(arrow, state, way)))
          .as("%s", way)
          .isEmpty();
    }
  }

  private static void collectStates(JsonNode scope, List<String> names) {
    scope
        .path("States")
        .properties()
        .forEach(
            state -> {
              names.add(state.getKey());
              state.getValue().path("Branches").forEach(branch -> collectStates(branch, names));
            });
  }

  /** Every field of a definition that names another state. */
  private static void collectWays(JsonNode scope, List<String> ways) {
    scope
        .path("States")
        .properties()
        .forEach(
            entry -> {
              var state = entry.getValue();
              Stream.of(
                      Stream.of(state.path("Next"), state.path("Default")),
                      state.path("Choices").findValues("Next").stream(),
                      state.path("Catch").findValues("Next").stream())
                  .flatMap(ends -> ends)
                  .filter(JsonNode::isTextual)
                  .forEach(end -> ways.add(entry.getKey() + " → " + end.asText()));
              state.path("Branches").forEach(branch -> collectWays(branch, ways));
            });
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.x() + other.width()
        && other.x() < one.x() + one.width()
        && one.y() < other.y() + other.height()
        && other.y() < one.y() + one.height();
  }

  private static boolean contains(Box outer, Box inner) {
    return outer.x() <= inner.x()
        && outer.y() <= inner.y()
        && outer.x() + outer.width() >= inner.x() + inner.width()
        && outer.y() + outer.height() >= inner.y() + inner.height();
  }

  private static boolean touches(Box box, Point point) {
    var near = 0.5;
    return point.x() >= box.x() - near
        && point.x() <= box.x() + box.width() + near
        && point.y() >= box.y() - near
        && point.y() <= box.y() + box.height() + near;
  }

  private static boolean crosses(Arrow arrow, Box state, Transition way) {
    if (state.name().equals(way.from()) || state.name().equals(way.to())) {
      return false;
    }
    var points = arrow.points();
    for (var index = 1; index < points.size(); index++) {
      var from = points.get(index - 1);
      var to = points.get(index);
      var piece =
          new Box(
              "",
              "",
              Math.min(from.x(), to.x()),
              Math.min(from.y(), to.y()),
              Math.max(0.1, Math.abs(from.x() - to.x())),
              Math.max(0.1, Math.abs(from.y() - to.y())),
              false);
      if (overlap(piece, state)) {
        return true;
      }
    }
    return false;
  }

  private static Box box(PlacedGraph graph, String name) {
    return graph.states().stream().filter(box -> box.name().equals(name)).findFirst().orElseThrow();
  }

  private static PlacedGraph placed(StateMachine machine) {
    return PLACED.computeIfAbsent(
        machine,
        key -> {
          try {
            return GraphLayout.place(MachineGraph.of(definition(key)));
          } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
          }
        });
  }

  static JsonNode definition(StateMachine machine) throws IOException {
    return Json.mapper()
        .readTree(Path.of("..", "statemachines", machine.machineName() + ".asl.json").toFile());
  }
}
