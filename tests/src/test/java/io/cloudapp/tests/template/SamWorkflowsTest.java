package io.cloudapp.tests.template;

import static io.cloudapp.tests.template.SamTemplate.map;
import static io.cloudapp.tests.template.SamTemplate.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.StateMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the workflows of {@code template.yaml} against the machines and their definitions. */
final class SamWorkflowsTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  private static final SamTemplate TEMPLATE = SamTemplate.read();
  private static final Map<String, Map<String, Object>> MACHINES =
      TEMPLATE.properties("AWS::Serverless::StateMachine").values().stream()
          .collect(Collectors.toMap(machine -> machine.get("Name").toString(), machine -> machine));

  @Test
  void namesExactlyTheMachinesOfTheCatalogue() {
    assertThat(MACHINES.keySet())
        .isEqualTo(
            Arrays.stream(StateMachine.values())
                .map(StateMachine::machineName)
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void fillsExactlyThePlaceholdersOfTheDefinition(StateMachine machine) throws IOException {
    assertThat(properties(machine))
        .containsEntry("Type", "EXPRESS")
        .containsEntry("DefinitionUri", file(machine));
    assertThat(map(properties(machine), "DefinitionSubstitutions").keySet())
        .isEqualTo(placeholders(machine));
  }

  @ParameterizedTest
  @EnumSource
  void logsAllEventsAndNoDataOfASignIn(StateMachine machine) {
    assertThat(map(properties(machine), "Logging"))
        .containsEntry("Level", "ALL")
        .containsEntry("IncludeExecutionData", machine.logsExecutionData());
    assertThat(map(properties(machine), "Tracing")).containsEntry("Enabled", true);
    assertThat(TEMPLATE.properties("AWS::Logs::LogGroup").values())
        .extracting(group -> group.get("LogGroupName"))
        .contains("/aws/vendedlogs/states/" + machine.machineName());
  }

  @ParameterizedTest
  @EnumSource
  void allowsNoMoreThanTheDefinitionCalls(StateMachine machine) throws IOException {
    var placeholders = placeholders(machine);

    assertThat(resources(machine, "lambda:InvokeFunction"))
        .containsExactlyInAnyOrderElementsOf(
            placeholders.stream()
                .filter(name -> name.endsWith("FunctionArn"))
                .map(name -> name.replaceFirst("FunctionArn$", ".Arn"))
                .toList());
    assertThat(resources(machine, "sqs:SendMessage").isEmpty())
        .isNotEqualTo(placeholders.contains("LoginQueueUrl"));
    assertThat(resources(machine, "sns:Publish").isEmpty())
        .isNotEqualTo(placeholders.contains("AdminTopicArn"));
    assertThat(resources(machine, "execute-api:Invoke").isEmpty())
        .isNotEqualTo(placeholders.contains("ApiEndpoint"));
    assertThat(resources(machine, "execute-api:Invoke"))
        .allSatisfy(arn -> assertThat(workflowRoutes()).contains(arn.split(":Api/\\*/", 2)[1]));
  }

  private static Map<String, Object> properties(StateMachine machine) {
    return MACHINES.get(machine.machineName());
  }

  private static String file(StateMachine machine) {
    return "statemachines/" + machine.machineName() + ".asl.json";
  }

  private static Set<String> placeholders(StateMachine machine) throws IOException {
    return PLACEHOLDER
        .matcher(Files.readString(Path.of("..", file(machine))))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static List<String> resources(StateMachine machine, String action) {
    return ((List<?>) properties(machine).get("Policies"))
        .stream()
            .flatMap(policy -> ((List<?>) typed(policy).get("Statement")).stream())
            .map(SamTemplate::typed)
            .filter(statement -> ((List<?>) statement.get("Action")).contains(action))
            .map(statement -> statement.get("Resource"))
            .flatMap(
                resource -> resource instanceof List<?> list ? list.stream() : Stream.of(resource))
            .map(TEMPLATE::text)
            .toList();
  }

  private static Set<String> workflowRoutes() {
    return Arrays.stream(Route.values())
        .filter(route -> route.access() == Access.WORKFLOW)
        .map(route -> route.method() + route.path().replaceAll("\\{[^}]+}", "*"))
        .collect(Collectors.toSet());
  }
}
