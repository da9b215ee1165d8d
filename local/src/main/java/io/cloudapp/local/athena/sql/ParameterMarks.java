package io.cloudapp.local.athena.sql;

import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the question marks of a statement are. */
final class ParameterMarks {

  private ParameterMarks() {}

  /**
   * In the order in which they are written, which is not the one in which the parser counts them.
   */
  static List<NodeLocation> in(Node node) {
    return below(node)
        .sorted(
            Comparator.comparingInt(NodeLocation::getLineNumber)
                .thenComparingInt(NodeLocation::getColumnNumber))
        .toList();
  }

  private static Stream<NodeLocation> below(Node node) {
    return node instanceof Parameter
        ? Stream.of(node.getLocation().orElseThrow())
        : node.getChildren().stream().flatMap(ParameterMarks::below);
  }
}
