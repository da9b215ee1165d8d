package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudapp.core.function.CloudFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Holds {@code template.yaml} against the function catalogue. */
final class SamTemplateTest {

  private static final Path ROOT = Path.of("..");
  private static final Map<String, Map<String, Object>> FUNCTIONS = functions();

  @Test
  void namesExactlyTheFunctionsOfTheCatalogue() {
    assertThat(FUNCTIONS.keySet())
        .isEqualTo(
            Arrays.stream(CloudFunction.values())
                .map(CloudFunction::functionName)
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void repeatsHandlerMemoryAndTimeout(CloudFunction function) {
    assertThat(FUNCTIONS.get(function.functionName()))
        .containsEntry("FunctionName", function.functionName())
        .containsEntry("Handler", function.handler())
        .containsEntry("MemorySize", function.memoryMegabytes())
        .containsEntry("Timeout", (int) function.timeout().toSeconds());
  }

  @ParameterizedTest
  @EnumSource
  void namesAHandlerThatLambdaCanMake(CloudFunction function) {
    assertThatCode(() -> Class.forName(function.handler()).getConstructor()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void hasASampleEvent(CloudFunction function) {
    var sample = function.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".json";
    assertThat(ROOT.resolve("samples/events").resolve(sample)).isRegularFile();
  }

  @Test
  void allowsNoActionByWildcard() throws IOException {
    assertThat(Files.readString(ROOT.resolve("template.yaml"))).doesNotContainPattern("\"[a-z0-9]+:\\*\"");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> functions() {
    try {
      Map<String, Object> template =
          new Yaml(new IntrinsicFunctions()).load(Files.readString(ROOT.resolve("template.yaml")));
      return ((Map<String, Map<String, Object>>) template.get("Resources"))
          .entrySet().stream()
              .filter(resource -> resource.getValue().get("Type").equals("AWS::Serverless::Function"))
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      resource -> (Map<String, Object>) resource.getValue().get("Properties")));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** Reads CloudFormation's short forms such as {@code !Ref} as what stands behind the tag. */
  private static final class IntrinsicFunctions extends SafeConstructor {
    IntrinsicFunctions() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return switch (node) {
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
