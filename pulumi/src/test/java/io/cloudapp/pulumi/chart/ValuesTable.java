package io.cloudapp.pulumi.chart;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The table of a chart's values: each with its default and the comment above it. */
final class ValuesTable {

  private record Value(String byDefault, String description) {}

  private final Map<String, Value> values = new LinkedHashMap<>();

  private ValuesTable() {}

  /** The table in Markdown of a file of values. */
  static String of(String yaml) {
    var options = new LoaderOptions();
    options.setProcessComments(true);
    var table = new ValuesTable();
    table.add("", (MappingNode) new Yaml(options).compose(new StringReader(yaml)));
    return table.values.entrySet().stream()
        .map(
            value ->
                "| `%s` | `%s` | %s |\n"
                    .formatted(
                        value.getKey(),
                        value.getValue().byDefault(),
                        value.getValue().description().replace("|", "\\|")))
        .collect(Collectors.joining("", "| value | default | what it is |\n|---|---|---|\n", ""));
  }

  private void add(String prefix, MappingNode mapping) {
    for (var entry : mapping.getValue()) {
      var name = prefix + ((ScalarNode) entry.getKeyNode()).getValue();
      if (entry.getValueNode() instanceof MappingNode below && !below.getValue().isEmpty()) {
        add(name + ".", below);
      } else {
        var description =
            comment(entry.getKeyNode().getBlockComments()).or(() -> sameAs(name)).orElse("");
        values.put(name, new Value(text(entry.getValueNode()), description));
      }
    }
  }

  /** The comment's last paragraph; one before it is about more than the value. */
  private static Optional<String> comment(List<CommentLine> lines) {
    if (lines == null) {
      return Optional.empty();
    }
    var paragraph = new StringBuilder();
    for (var line : lines) {
      if (line.getCommentType() == CommentType.BLANK_LINE) {
        paragraph.setLength(0);
      } else {
        paragraph.append(line.getValue());
      }
    }
    return Optional.of(paragraph.toString().strip()).filter(text -> !text.isEmpty());
  }

  /** What has no comment is an entry like an earlier one. */
  private Optional<String> sameAs(String name) {
    var last = name.substring(Math.max(0, name.lastIndexOf('.')));
    return values.keySet().stream()
        .filter(earlier -> earlier.endsWith(last))
        .findFirst()
        .map(earlier -> "As `" + earlier + "`.");
  }

  private static String text(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.getValue().isEmpty() -> "\"\"";
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence ->
          sequence.getValue().stream()
              .map(ValuesTable::text)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> "{}";
    };
  }
}
