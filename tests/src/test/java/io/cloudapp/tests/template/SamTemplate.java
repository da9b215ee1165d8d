package io.cloudapp.tests.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code template.yaml} as SAM reads it. */
record SamTemplate(Map<String, Object> content) {

  /** What {@code !Ref} stands for without a parameter. */
  private static final Map<String, String> PSEUDO_PARAMETERS =
      Map.of(
          "AWS::Partition", "aws",
          "AWS::Region", "eu-west-1",
          "AWS::AccountId", "000000000000",
          "AWS::URLSuffix", "amazonaws.com");

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

  static SamTemplate read() {
    try {
      return new SamTemplate(
          new Yaml(new IntrinsicFunctions()).load(Files.readString(Path.of("../template.yaml"))));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The properties of each function, by its logical id. */
  Map<String, Map<String, Object>> functions() {
    return properties("AWS::Serverless::Function");
  }

  /** The properties of the resources of a type, by their logical id. */
  Map<String, Map<String, Object>> properties(String type) {
    return resources(type).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, resource -> map(resource.getValue(), "Properties")));
  }

  /** The whole resources of a type, by their logical id. */
  Map<String, Map<String, Object>> resources(String type) {
    return map(content, "Resources").entrySet().stream()
        .filter(resource -> typed(resource.getValue()).get("Type").equals(type))
        .collect(Collectors.toMap(Map.Entry::getKey, resource -> typed(resource.getValue())));
  }

  /**
   * The variables that {@code sam local invoke} gives each function: those of the template with the
   * defaults of its parameters. As SAM does, others than those of the template are left out.
   */
  Map<String, String> environment(Map<String, String> overrides) {
    var globals = map(map(content, "Globals"), "Function");
    var environment = new HashMap<String, String>();
    map(map(globals, "Environment"), "Variables")
        .forEach((name, value) -> environment.put(name, text(value)));
    overrides.forEach((name, value) -> environment.computeIfPresent(name, (_, _) -> value));
    return environment;
  }

  /** What a value is with the defaults of the parameters; other resources keep their names. */
  String text(Object value) {
    return switch (value) {
      case Reference(var target) -> defaultOf(target);
      case Substitution(var text) ->
          PLACE
              .matcher(text)
              .replaceAll(place -> Matcher.quoteReplacement(defaultOf(place.group(1))));
      default -> value.toString();
    };
  }

  private String defaultOf(String name) {
    var parameters = map(content, "Parameters");
    return parameters.containsKey(name)
        ? map(parameters, name).get("Default").toString()
        : PSEUDO_PARAMETERS.getOrDefault(name, name);
  }

  static Map<String, Object> map(Map<String, Object> parent, String name) {
    return typed(parent.get(name));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> typed(Object value) {
    return (Map<String, Object>) value;
  }

  private record Reference(String target) {}

  private record Substitution(String text) {}

  /** Reads CloudFormation's short forms such as {@code !Sub} as what stands behind the tag. */
  private static final class IntrinsicFunctions extends SafeConstructor {
    IntrinsicFunctions() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return switch (node) {
                case ScalarNode scalar when node.getTag().getValue().equals("!Ref") ->
                    new Reference(scalar.getValue());
                case ScalarNode scalar when node.getTag().getValue().equals("!Sub") ->
                    new Substitution(scalar.getValue());
                case ScalarNode scalar -> constructScalar(scalar);
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalStateException("Unexpected node " + node);
              };
            }
          });
    }
  }
}
