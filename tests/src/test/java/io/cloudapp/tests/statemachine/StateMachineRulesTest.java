package io.cloudapp.tests.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.StateMachine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every state machine. */
final class StateMachineRulesTest {

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "LoginQueueUrl",
          "AdminTopicArn",
          "ApiEndpoint",
          "ClaimRequestFunctionArn",
          "StopEc2FunctionArn",
          "AuthenticateFunctionArn");

  private static final Set<String> VERBS =
      Set.of(
          "Announce",
          "Authenticate",
          "Claim",
          "Finish",
          "Force",
          "Give",
          "Keep",
          "Launch",
          "Leave",
          "Notify",
          "Publish",
          "Read",
          "Record",
          "Report",
          "Return",
          "Take",
          "Terminate",
          "Undo",
          "Wait");

  // An Express execution that AWS ends after 300 s runs no Catch; the rest is for the transitions.
  private static final Duration LONGEST = Duration.ofSeconds(290);

  static Stream<Definition> definitions() {
    return Definition.all().stream();
  }

  @Test
  void areTheOnesOfTheCatalogue() {
    assertThat(definitions().map(Definition::name))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StateMachine.values()).map(StateMachine::machineName).toList());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void areWrittenInJsonata(Definition definition) {
    assertThat(definition.root().path("QueryLanguage").asText()).isEqualTo("JSONata");
    assertThat(definition.states().values()).noneMatch(state -> state.has("QueryLanguage"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void sayAtTheTopWhatGoesInWhatComesOutAndHowTheyFail(Definition definition) {
    assertThat(definition.root().path("Comment").asText())
        .contains("Input:")
        .contains("Output:")
        .containsPattern("Fail");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void limitEveryTask(Definition definition) {
    assertThat(definition.states("Task"))
        .isNotEmpty()
        .allSatisfy((_, task) -> assertThat(task.path("TimeoutSeconds").asInt()).isPositive());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void retryEveryTaskWithABoundedJitteredBackoff(Definition definition) {
    assertThat(definition.states("Task"))
        .allSatisfy(
            (_, task) ->
                assertThat(task.path("Retry"))
                    .isNotEmpty()
                    .allSatisfy(
                        rule -> {
                          assertThat(rule.path("IntervalSeconds").asInt()).isPositive();
                          assertThat(rule.path("MaxAttempts").asInt()).isPositive();
                          assertThat(rule.path("BackoffRate").asDouble()).isGreaterThan(1);
                          assertThat(rule.path("MaxDelaySeconds").asInt()).isPositive();
                          assertThat(rule.path("JitterStrategy").asText()).isEqualTo("FULL");
                        }));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void catchWhateverATaskOrItsBranchesThrow(Definition definition) {
    assertThat(definition.states().entrySet())
        .filteredOn(state -> Set.of("Task", "Parallel", "Map").contains(type(state.getValue())))
        .allSatisfy(
            state ->
                assertThat(state.getValue().path("Catch"))
                    .isNotEmpty()
                    .last()
                    .satisfies(
                        rule ->
                            assertThat(rule.path("ErrorEquals"))
                                .extracting(JsonNode::asText)
                                .containsExactly("States.ALL")));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void nameTheirStatesVerbAndObject(Definition definition) {
    assertThat(definition.states().entrySet())
        .filteredOn(state -> !Set.of("Choice", "Fail").contains(type(state.getValue())))
        .allSatisfy(
            state -> {
              assertThat(state.getKey()).matches("[A-Z][a-z]+( [a-z]+)+");
              assertThat(VERBS).contains(state.getKey().split(" ")[0]);
            });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void askAQuestionInEveryChoice(Definition definition) {
    assertThat(definition.states("Choice").keySet())
        .isNotEmpty()
        .allMatch(name -> name.matches("(Is|Are) [a-z ]+\\?"));
    assertThat(definition.states("Choice"))
        .allSatisfy((_, choice) -> assertThat(choice.has("Default")).isTrue());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void sayInTheNameOfAnEndThatItIsAFailure(Definition definition) {
    assertThat(definition.states("Fail").keySet())
        .isNotEmpty()
        .allMatch(name -> name.matches("[A-Z][a-z]+ing failed|Report [a-z ]+"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void leaveRulesOfMoreThanOneComparisonToJava(Definition definition) {
    assertThat(definition.states("Choice").values())
        .flatExtracting(choice -> choice.findValuesAsText("Condition"))
        .noneMatch(condition -> condition.matches(".*\\b(and|or)\\b.*"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void endByThemselvesBeforeAwsEndsThem(Definition definition) {
    var machine = definition.root();
    var limit =
        machine.has("TimeoutSeconds")
            ? Duration.ofSeconds(machine.get("TimeoutSeconds").asLong())
            : LONGEST;

    assertThat(limit).isLessThanOrEqualTo(LONGEST);
    assertThat(WorstCase.of(machine)).isPositive().isLessThanOrEqualTo(limit);
    assertThat(WorstCase.reached(machine))
        .containsAll(machine.get("States").propertyStream().map(state -> state.getKey()).toList());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void useOnlyThePlaceholdersThatEveryInstallationFills(Definition definition) {
    assertThat(PLACEHOLDERS).containsAll(placeholders(definition));
  }

  @Test
  void useEveryPlaceholderThatIsFilled() {
    assertThat(
            definitions()
                .flatMap(definition -> placeholders(definition).stream())
                .collect(Collectors.toSet()))
        .isEqualTo(PLACEHOLDERS);
  }

  @Test
  void keepTheCredentialsOfASignInOutOfEveryFailure() {
    var login = definition(StateMachine.LOGIN);

    assertThat(login.states("Fail").values())
        .allSatisfy(
            fail -> {
              assertThat(fail.path("Error").asText()).matches("[A-Za-z]+");
              assertThat(fail.path("Cause").asText()).isNotBlank().doesNotContain("{%");
            });
    assertThat(login.text()).doesNotContain("errorOutput");
    assertThat(StateMachine.LOGIN.logsExecutionData()).isFalse();
  }

  @Test
  void tellAdminsOfASignInNothingButWhoAndWhen() {
    var message =
        definition(StateMachine.LOGIN).states().get("Notify admins").at("/Arguments/Message");

    assertThat(
            Pattern.compile("\\$states\\.[\\w.]+")
                .matcher(message.asText())
                .results()
                .map(MatchResult::group))
        .containsExactly("$states.input.username");
  }

  @ParameterizedTest
  @EnumSource(names = {"PROVISION_INSTANCE", "STOP_INSTANCE"})
  void handleNoSecretWhereExecutionDataIsLogged(StateMachine machine) {
    assertThat(machine.logsExecutionData()).isTrue();
    assertThat(withoutComments(definition(machine).root()).toString().toLowerCase())
        .doesNotContain("password", "secret", "privatekey", "token", "credential");
  }

  private static JsonNode withoutComments(JsonNode machine) {
    machine.findParents("Comment").forEach(parent -> ((ObjectNode) parent).remove("Comment"));
    return machine;
  }

  private static List<String> placeholders(Definition definition) {
    return Pattern.compile("\\$\\{([^}]*)}")
        .matcher(definition.text())
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  private static Definition definition(StateMachine machine) {
    return definitions()
        .filter(definition -> definition.name().equals(machine.machineName()))
        .findFirst()
        .orElseThrow();
  }

  private static String type(JsonNode state) {
    return state.get("Type").asText();
  }
}
