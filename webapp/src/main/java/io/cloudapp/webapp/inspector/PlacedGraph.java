package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.inspector.MachineGraph.Transition;
import java.util.List;

/** A machine's graph with every place on the drawing; all lengths are pixels from its corner. */
record PlacedGraph(
    double width, double height, List<Box> states, List<Box> branches, List<Arrow> arrows) {

  PlacedGraph {
    states = List.copyOf(states);
    branches = List.copyOf(branches);
    arrows = List.copyOf(arrows);
  }

  /**
   * A rectangle.
   *
   * @param name of the state; for a branch, of the state that it is a part of
   * @param isContainer whether other boxes lie inside
   */
  record Box(
      String name,
      String type,
      double x,
      double y,
      double width,
      double height,
      boolean isContainer) {}

  /** A bend or end of an arrow. */
  record Point(double x, double y) {}

  /** A way between two states; {@code from} is empty at the arrow that shows where to start. */
  record Arrow(Transition transition, List<Point> points) {
    Arrow {
      points = List.copyOf(points);
    }
  }
}
