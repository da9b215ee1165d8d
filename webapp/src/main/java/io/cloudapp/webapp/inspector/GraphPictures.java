package io.cloudapp.webapp.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.webapp.inspector.GraphPicture.Frame;
import io.cloudapp.webapp.inspector.GraphPicture.Line;
import io.cloudapp.webapp.inspector.GraphPicture.StateBox;
import io.cloudapp.webapp.inspector.MachineGraph.Transition;
import io.cloudapp.webapp.inspector.MachineGraph.Way;
import io.cloudapp.webapp.inspector.PlacedGraph.Arrow;
import io.cloudapp.webapp.inspector.PlacedGraph.Box;
import io.cloudapp.webapp.inspector.PlacedGraph.Point;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Draws machines; where everything lies is worked out once for each definition. */
@Singleton
class GraphPictures {

  /** There are three machines, each of which changes with a release. */
  private static final int REMEMBERED = 12;

  private final Texts texts;
  private final Map<JsonNode, PlacedGraph> placed =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, PlacedGraph> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final AtomicBoolean isReady = new AtomicBoolean();

  GraphPictures(Texts texts) {
    this.texts = texts;
  }

  /**
   * Loads the layout library without making anybody wait: it takes a second, and who looks at a
   * list of executions opens one next.
   */
  void makeReady() {
    if (isReady.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .daemon()
          .name("graph-layout")
          .start(() -> GraphLayout.place(new MachineGraph("", List.of(), List.of())));
    }
  }

  GraphPicture draw(JsonNode definition, Map<String, StateSummary> states, List<WayTaken> taken) {
    var graph = placed(definition);
    return new GraphPicture(
        Math.round(graph.width()),
        Math.round(graph.height()),
        description(graph, states),
        graph.branches().stream().map(GraphPictures::frame).toList(),
        graph.states().stream().map(box -> stateBox(box, states)).toList(),
        graph.arrows().stream().map(arrow -> line(arrow, taken)).toList());
  }

  private synchronized PlacedGraph placed(JsonNode definition) {
    return placed.computeIfAbsent(
        definition, machine -> GraphLayout.place(MachineGraph.of(machine)));
  }

  private String description(PlacedGraph graph, Map<String, StateSummary> states) {
    var counts =
        graph.states().stream()
            .collect(
                Collectors.groupingBy(
                    box -> summary(box, states).outcome(),
                    LinkedHashMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + texts.of("inspector.state." + count.getKey().slug()))
        .collect(Collectors.joining(", ", texts.of("inspector.graph.states") + " ", "."));
  }

  private StateBox stateBox(Box box, Map<String, StateSummary> states) {
    var summary = summary(box, states);
    return new StateBox(
        box.name(),
        box.type(),
        summary.outcome().slug(),
        summary.outcome().mark(),
        summary.words(),
        Math.round(box.x()),
        Math.round(box.y()),
        Math.round(box.width()),
        Math.round(box.height()),
        box.isContainer());
  }

  private StateSummary summary(Box box, Map<String, StateSummary> states) {
    var known = states.get(box.name());
    return known == null
        ? new StateSummary(StateOutcome.NOT_REACHED, texts.of("inspector.state.not-reached"))
        : known;
  }

  private static Frame frame(Box box) {
    return new Frame(
        Math.round(box.x()),
        Math.round(box.y()),
        Math.round(box.width()),
        Math.round(box.height()));
  }

  private Line line(Arrow arrow, List<WayTaken> taken) {
    var transition = arrow.transition();
    return new Line(
        path(arrow.points()),
        head(arrow.points()),
        transition.way().name().toLowerCase(Locale.ROOT),
        transition.from().isEmpty() ? !taken.isEmpty() : isTaken(transition, taken),
        title(transition));
  }

  private static boolean isTaken(Transition transition, List<WayTaken> taken) {
    return taken.contains(
        new WayTaken(transition.from(), transition.to(), transition.way() == Way.CATCH));
  }

  private String title(Transition transition) {
    var way = transition.way().name().toLowerCase(Locale.ROOT);
    return texts.of("inspector.way." + way, transition.from(), transition.to(), transition.label());
  }

  private static String path(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + " " + number(point.y()))
        .collect(Collectors.joining(" L", "M", ""));
  }

  /** A triangle at the end of the arrow, in the direction of its last piece. */
  private static String head(List<Point> points) {
    var tip = points.getLast();
    var before = points.get(points.size() - 2);
    var length = Math.hypot(tip.x() - before.x(), tip.y() - before.y());
    var x = length == 0 ? 0 : (tip.x() - before.x()) / length;
    var y = length == 0 ? 1 : (tip.y() - before.y()) / length;
    return path(
            List.of(
                new Point(tip.x() - 7 * x - 4 * y, tip.y() - 7 * y + 4 * x),
                tip,
                new Point(tip.x() - 7 * x + 4 * y, tip.y() - 7 * y - 4 * x)))
        + "Z";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }
}
