package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.inspector.MachineGraph.Transition;
import io.cloudapp.webapp.inspector.MachineGraph.Way;
import io.cloudapp.webapp.inspector.PlacedGraph.Arrow;
import io.cloudapp.webapp.inspector.PlacedGraph.Box;
import io.cloudapp.webapp.inspector.PlacedGraph.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Places the states of a machine from top to bottom, branches as boxes within their state. */
final class GraphLayout {

  /** A state's box: its name above, what became of it below. */
  static final double STATE_HEIGHT = 46;

  /** The name of a state that has others inside, above them. */
  static final double TITLE_HEIGHT = 50;

  static final double START_SIZE = 14;
  private static final double CHARACTER_WIDTH = 7.6;
  private static final double NARROWEST = 124;
  private static final double MARGIN = 12;
  private static final double BETWEEN_LAYERS = 30;
  private static final double BETWEEN_STATES = 20;
  private static final double BETWEEN_ARROWS = 12;

  private final Map<ElkNode, Described> described = new LinkedHashMap<>();
  private final Map<ElkEdge, Transition> transitions = new LinkedHashMap<>();

  private record Described(String name, String type, boolean isBranch) {}

  private GraphLayout() {}

  /** Takes up to a second for the first graph, while the classes are loaded. */
  static PlacedGraph place(MachineGraph graph) {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
    var layout = new GraphLayout();
    var root = ElkGraphUtil.createGraph();
    layout.fill(root, graph, new ElkPadding(MARGIN));
    var start = ElkGraphUtil.createNode(root);
    start.setDimensions(START_SIZE, START_SIZE);
    root.getChildren().stream()
        .filter(node -> layout.isState(node, graph.startAt()))
        .findFirst()
        .ifPresent(
            first ->
                layout.connect(start, first, new Transition("", graph.startAt(), Way.NEXT, "")));
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return layout.placed(root);
  }

  private boolean isState(ElkNode node, String name) {
    var known = described.get(node);
    return known != null && !known.isBranch() && known.name().equals(name);
  }

  private void fill(ElkNode parent, MachineGraph graph, ElkPadding padding) {
    parent.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    parent.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    parent.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    parent.setProperty(CoreOptions.PADDING, padding);
    parent.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.NETWORK_SIMPLEX);
    parent.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
    parent.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_STATES);
    parent.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_ARROWS);
    parent.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_ARROWS);
    parent.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, BETWEEN_ARROWS);
    parent.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, BETWEEN_ARROWS);
    parent.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_EDGES);
    var nodes = new HashMap<String, ElkNode>();
    for (var state : graph.states()) {
      var node = ElkGraphUtil.createNode(parent);
      nodes.put(state.name(), node);
      described.put(node, new Described(state.name(), state.type(), false));
      if (state.branches().isEmpty()) {
        node.setDimensions(width(state.name()), STATE_HEIGHT);
      } else {
        branches(node, state);
      }
    }
    for (var transition : graph.transitions()) {
      if (nodes.containsKey(transition.to())) {
        connect(nodes.get(transition.from()), nodes.get(transition.to()), transition);
      }
    }
  }

  private void branches(ElkNode node, MachineGraph.State state) {
    node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    node.setProperty(CoreOptions.PADDING, new ElkPadding(TITLE_HEIGHT, MARGIN, MARGIN, MARGIN));
    // All branches side by side, because they run at the same time.
    node.setProperty(CoreOptions.ASPECT_RATIO, 100.0);
    for (var branch : state.branches()) {
      var inner = ElkGraphUtil.createNode(node);
      described.put(inner, new Described(state.name(), "Branch", true));
      fill(inner, branch, new ElkPadding(MARGIN));
    }
  }

  private void connect(ElkNode from, ElkNode to, Transition transition) {
    transitions.put(ElkGraphUtil.createSimpleEdge(from, to), transition);
  }

  private static double width(String name) {
    return Math.max(NARROWEST, Math.ceil(name.length() * CHARACTER_WIDTH) + 18);
  }

  private PlacedGraph placed(ElkNode root) {
    var states = new ArrayList<Box>();
    var branches = new ArrayList<Box>();
    described.forEach(
        (node, known) -> (known.isBranch() ? branches : states).add(box(node, known)));
    var arrows =
        transitions.entrySet().stream()
            .map(entry -> new Arrow(entry.getValue(), points(entry.getKey())))
            .toList();
    return new PlacedGraph(root.getWidth(), root.getHeight(), states, branches, arrows);
  }

  private static Box box(ElkNode node, Described known) {
    var corner = corner(node);
    return new Box(
        known.name(),
        known.type(),
        corner.x(),
        corner.y(),
        node.getWidth(),
        node.getHeight(),
        !node.getChildren().isEmpty());
  }

  private static List<Point> points(ElkEdge edge) {
    var origin = corner(edge.getContainingNode());
    var points = new ArrayList<Point>();
    for (var section : edge.getSections()) {
      points.add(moved(origin, section.getStartX(), section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        points.add(moved(origin, bend.getX(), bend.getY()));
      }
      points.add(moved(origin, section.getEndX(), section.getEndY()));
    }
    return points;
  }

  private static Point moved(Point origin, double x, double y) {
    return new Point(origin.x() + x, origin.y() + y);
  }

  /** ELK counts from the corner of the node around; a drawing counts from its own. */
  private static Point corner(ElkNode node) {
    var x = 0.0;
    var y = 0.0;
    for (var at = node; at.getParent() != null; at = at.getParent()) {
      x += at.getX();
      y += at.getY();
    }
    return new Point(x, y);
  }
}
