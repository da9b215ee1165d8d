package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state machines as they are deployed, held against their definitions. */
class WorkflowsPlanTest {

  private static final String ROUTES = "${cloudapp-small-api-http.executionArn}/*/";

  private final List<PlannedResource> plan = Plans.of(Preset.SMALL).resources();

  @ParameterizedTest
  @EnumSource
  void fillsEveryPlaceholder(StateMachine machine) {
    assertThat(definition(machine)).doesNotContainPattern("\\$\\{[A-Z]");
  }

  @ParameterizedTest
  @EnumSource
  void allowsAMachineTheRoutesThatItCallsAndNoOther(StateMachine machine)
      throws JsonProcessingException {
    var called = new TreeSet<String>();
    for (var task : tasks(machine, "arn:aws:states:::apigateway:invoke")) {
      var arguments = task.path("Arguments");
      called.add(route(arguments.path("Method").textValue(), arguments.path("Path").textValue()));
    }

    assertThat(allowed(machine, "execute-api:Invoke"))
        .isEqualTo(called.stream().map(ROUTES::concat).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void allowsAMachineTheFunctionsThatItCallsAndNoOther(StateMachine machine)
      throws JsonProcessingException {
    var called =
        tasks(machine, "").stream()
            .map(task -> task.path("Resource").textValue())
            .flatMap(resource -> Reference.in(resource).stream())
            .map(reference -> reference.name().replace("-live", ""))
            .map(name -> name.replace("cloudapp-small-functions-", "").replace("-", ""))
            .collect(Collectors.toSet());

    assertThat(allowed(machine, "lambda:InvokeFunction"))
        .extracting(arn -> arn.replaceAll(".*cloudapp-small-([A-Za-z0-9]+):live", "$1"))
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(called);
  }

  /** CKV_AWS_284, CKV_AWS_285. */
  @ParameterizedTest
  @EnumSource
  void tracesAndLogsEverythingButWhatIsSecret(StateMachine machine) {
    var planned = planned(machine);

    assertThat(planned.inputs())
        .containsEntry("type", "EXPRESS")
        .containsEntry("tracingConfiguration", Map.of("enabled", true));
    assertThat(planned.inputs().get("loggingConfiguration"))
        .isEqualTo(
            Map.of(
                "level",
                "ALL",
                "includeExecutionData",
                machine != StateMachine.LOGIN,
                "logDestination",
                "${cloudapp-small-workflows-%s-log.arn}:*".formatted(machine.machineName())));
  }

  /** Step Functions refuses a machine whose role may not log yet. */
  @ParameterizedTest
  @EnumSource
  void makesAMachineAfterItsPolicyAndTheOneOfTheLogs(StateMachine machine) {
    assertThat(planned(machine).dependsOn())
        .contains(
            "cloudapp-small-workflows-" + machine.machineName() + "-policy",
            "cloudapp-small-log-delivery-policy");
  }

  /** The method and the path with stars for its parameters; a route of workflows, or it fails. */
  private static String route(String method, String path) {
    var pattern =
        path.replaceAll("' & \\$[A-Za-z.]+( & ')?", "*").replaceAll("^\\{% '|'? *%}$", "");
    assertThat(workflowRoutes()).as(path).contains(method + pattern);
    return method + pattern;
  }

  private static Set<String> workflowRoutes() {
    return Stream.of(Route.values())
        .filter(route -> route.access() == Access.WORKFLOW)
        .map(route -> route.method() + route.path().replaceAll("\\{[^}]+}", "*"))
        .collect(Collectors.toSet());
  }

  private Set<String> allowed(StateMachine machine, String action) {
    var policy =
        (String)
            Plans.named(plan, "-workflows-" + machine.machineName() + "-policy")
                .inputs()
                .get("policy");
    var arns = new TreeSet<String>();
    try {
      for (var statement : Json.mapper().readTree(policy).path("Statement")) {
        if (statement.path("Action").toString().contains("\"" + action + "\"")) {
          var resource = statement.path("Resource");
          if (resource.isTextual()) {
            arns.add(resource.textValue());
          }
          resource.forEach(arn -> arns.add(arn.textValue()));
        }
      }
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(policy, notJson);
    }
    return arns;
  }

  private List<JsonNode> tasks(StateMachine machine, String resource)
      throws JsonProcessingException {
    return Json.mapper().readTree(definition(machine)).findParents("Resource").stream()
        .filter(task -> task.path("Resource").textValue().startsWith(resource))
        .toList();
  }

  private String definition(StateMachine machine) {
    return (String) planned(machine).inputs().get("definition");
  }

  private PlannedResource planned(StateMachine machine) {
    return Plans.ofType(plan, "aws:sfn/stateMachine:StateMachine").stream()
        .filter(planned -> planned.name().endsWith("-" + machine.machineName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nobody deploys " + machine));
  }
}
