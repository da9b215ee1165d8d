package io.cloudapp.tests.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resolves every error name that a state machine retries, catches or raises to who throws it. */
final class AwaitedErrorsTest {

  private static final Path ROOT = Path.of("..");

  // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
  private static final Set<String> OF_STATES = Set.of("States.ALL", "States.Timeout");

  /** What API Gateway itself answers: throttled, no target, target too slow. */
  private static final Set<Integer> OF_API_GATEWAY = Set.of(429, 502, 503, 504);

  /** Where the routes that workflows call are answered. */
  private static final List<Path> WORKFLOW_ROUTES =
      List.of(
          ROOT.resolve("k8s-services/provision-instance/src/main/java"),
          ROOT.resolve("k8s-services/edge/src/main/java"),
          ROOT.resolve("logic/src/main/java/io/cloudapp/logic/instance"));

  private static final List<Path> PRODUCT =
      Stream.of("core", "logic", "functions")
          .map(name -> ROOT.resolve(name + "/src/main/java"))
          .toList();

  private static final Map<String, String> RESOURCES =
      Map.of(
          "ApiGateway", "arn:aws:states:::apigateway:invoke",
          "SQS", "arn:aws:states:::sqs:sendMessage",
          "SNS", "arn:aws:states:::sns:publish");

  static Stream<Definition> definitions() {
    return Definition.all().stream();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void waitForErrorsThatSomebodyThrows(Definition definition) {
    assertThat(definition.states())
        .allSatisfy(
            (_, state) ->
                assertThat(Definition.awaitedErrors(state))
                    .allSatisfy(AwaitedErrorsTest::assertThatSomebodyThrows));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void waitForErrorsOfTheServiceThatTheyCall(Definition definition) {
    assertThat(definition.states("Task"))
        .allSatisfy(
            (_, task) ->
                assertThat(Definition.awaitedErrors(task))
                    .filteredOn(error -> !error.startsWith("States."))
                    .allMatch(error -> isOf(service(error), task.get("Resource").asText())));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void raiseErrorsThatTheProductKnows(Definition definition) {
    var known = sources(PRODUCT);

    assertThat(raised(definition))
        .isNotEmpty()
        .allMatch(error -> known.contains('"' + error + '"'));
  }

  private static Set<String> raised(Definition definition) {
    var raised = new HashSet<String>();
    definition.states("Fail").values().forEach(fail -> raised.add(fail.get("Error").asText()));
    raised.addAll(definition.root().findValuesAsText("error"));
    raised.removeIf(error -> error.startsWith("{%"));
    // The API answers every end it does not know of as "cannot be signed in at the moment".
    raised.remove("SignInUnavailable");
    return raised;
  }

  private static void assertThatSomebodyThrows(String error) {
    switch (service(error)) {
      case "States" -> assertThat(OF_STATES).contains(error);
      case "ApiGateway" -> assertThatTheApiAnswers(Integer.parseInt(condition(error)));
      case "Lambda", "SNS", "SQS" -> assertThatTheSdkThrows(service(error), condition(error));
      default -> throw new AssertionError("Nobody throws " + error);
    }
  }

  private static void assertThatTheApiAnswers(int status) {
    if (!OF_API_GATEWAY.contains(status)) {
      var answered = sources(WORKFLOW_ROUTES);
      assertThat(ProblemType.values())
          .as("A problem of the status %s that the workflows' routes answer", status)
          .anyMatch(type -> type.status() == status && answered.contains(type.name()));
    }
  }

  private static void assertThatTheSdkThrows(String service, String exception) {
    var candidates =
        List.of(
            "software.amazon.awssdk.services." + service.toLowerCase() + ".model." + exception,
            "software.amazon.awssdk.core.exception." + exception);
    assertThat(candidates).anyMatch(AwaitedErrorsTest::isThrowable);
  }

  private static boolean isThrowable(String className) {
    try {
      return Throwable.class.isAssignableFrom(Class.forName(className));
    } catch (ClassNotFoundException unknown) {
      return false;
    }
  }

  private static boolean isOf(String service, String resource) {
    return service.equals("Lambda")
        ? resource.endsWith("FunctionArn}")
        : resource.equals(RESOURCES.get(service));
  }

  private static String service(String error) {
    return error.split("\\.", 2)[0];
  }

  private static String condition(String error) {
    return error.split("\\.", 2)[1];
  }

  private static String sources(List<Path> folders) {
    return folders.stream().map(AwaitedErrorsTest::source).collect(Collectors.joining("\n"));
  }

  private static String source(Path folder) {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(AwaitedErrorsTest::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
