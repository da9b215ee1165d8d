package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code template.yaml} against the function catalogue. */
final class SamTemplateTest {

  private static final Path ROOT = Path.of("..");
  private static final SamTemplate TEMPLATE = SamTemplate.read();
  private static final Map<String, Map<String, Object>> FUNCTIONS = TEMPLATE.functions();
  private static final Map<String, Map<String, Object>> RESOURCES =
      TEMPLATE.resources("AWS::Serverless::Function");

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
  void takesTheCodeFromTheJarThatMavenBuilds(CloudFunction function) {
    assertThat(SamTemplate.map(RESOURCES.get(function.functionName()), "Properties"))
        .containsEntry("CodeUri", "functions/target/functions-aws.jar");
    assertThat(RESOURCES.get(function.functionName()))
        .containsEntry("Metadata", Map.of("SkipBuild", true));
  }

  @ParameterizedTest
  @EnumSource
  void namesAHandlerThatLambdaCanMake(CloudFunction function) {
    assertThatCode(() -> Class.forName(function.handler()).getConstructor())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void hasASampleEvent(CloudFunction function) {
    var sample = function.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    assertThat(ROOT.resolve("samples/events").resolve(sample)).isRegularFile();
  }

  @ParameterizedTest
  @EnumSource
  void allowsExactlyTheActionsThatTheFunctionNeeds(CloudFunction function) {
    assertThat(actions(FUNCTIONS.get(function.functionName())))
        .containsExactlyInAnyOrderElementsOf(
            Permissions.of(function).stream()
                .flatMap(permission -> permission.byConditions().stream())
                .flatMap(permission -> permission.actions().stream())
                .toList());
  }

  /** The actions of each statement; one that is in two statements is there twice. */
  private static List<String> actions(Map<String, Object> function) {
    return items(function.get("Policies"))
        .flatMap(policy -> items(((Map<?, ?>) policy).get("Statement")))
        .flatMap(statement -> items(((Map<?, ?>) statement).get("Action")))
        .map(Object::toString)
        .toList();
  }

  private static Stream<?> items(Object list) {
    return list == null ? Stream.empty() : ((List<?>) list).stream();
  }

  @Test
  void allowsNoActionByWildcard() throws IOException {
    assertThat(Files.readString(ROOT.resolve("template.yaml")))
        .doesNotContainPattern("\"[a-z0-9]+:\\*\"");
  }
}
