package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the state machines announce, held against what the logic tier can record. */
final class AnnouncementsTest {

  private static final Path STATE_MACHINES = Path.of("..", "statemachines");

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void nameStepsOfTheirKindAndStatesThatExist(ExecutionKind kind) throws IOException {
    var changes = changes(kind);

    assertThat(changes).isNotEmpty();
    for (var change : changes) {
      literal(change.get("name")).forEach(name -> assertThat(steps(kind)).contains(name));
      literal(change.get("state"))
          .forEach(state -> assertThat(StepState.valueOf(state)).isNotEqualTo(StepState.WAITING));
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void endWithEveryStepOfTheirKind(ExecutionKind kind) throws IOException {
    var last =
        announcements(kind).stream()
            .filter(message -> message.path("executionState").asText().equals("SUCCEEDED"))
            .toList();

    assertThat(last).hasSize(1);
    assertThat(last.getFirst().get("steps").findValuesAsText("name"))
        .containsExactlyElementsOf(steps(kind));
  }

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void haveEventIdsOfTheirOwn(ExecutionKind kind) throws IOException {
    assertThat(announcements(kind))
        .extracting(message -> message.get("eventId").asText())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("{% $executionId & ':"));
  }

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void moveTheExecutionOnlyToItsEnds(ExecutionKind kind) throws IOException {
    assertThat(announcements(kind))
        .filteredOn(message -> message.has("executionState"))
        .extracting(message -> ExecutionState.valueOf(message.get("executionState").asText()))
        .containsExactlyInAnyOrder(ExecutionState.SUCCEEDED, ExecutionState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void blameStepsOfTheirKind(ExecutionKind kind) throws IOException {
    var blamed = definition(kind).findValuesAsText("failedStep");

    assertThat(blamed).isNotEmpty().allSatisfy(step -> assertThat(steps(kind)).contains(step));
  }

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void raiseOnlyErrorsThatHaveASentence(ExecutionKind kind) throws IOException {
    var raised =
        definition(kind).findValuesAsText("error").stream()
            .filter(Predicate.not(AnnouncementsTest::isExpression))
            .toList();

    assertThat(raised)
        .isNotEmpty()
        .isSubsetOf(FailureExplanation.BOOT_TIMEOUT, FailureExplanation.STOP_TIMEOUT);
  }

  private static List<JsonNode> changes(ExecutionKind kind) throws IOException {
    var changes = new ArrayList<JsonNode>();
    announcements(kind).forEach(message -> message.get("steps").forEach(changes::add));
    return changes;
  }

  private static List<JsonNode> announcements(ExecutionKind kind) throws IOException {
    return definition(kind).findValues("MessageBody");
  }

  private static List<String> literal(JsonNode value) {
    return isExpression(value.asText()) ? List.of() : List.of(value.asText());
  }

  private static boolean isExpression(String text) {
    return text.startsWith("{%");
  }

  private static List<String> steps(ExecutionKind kind) {
    return Step.of(kind).stream().map(Step::wireName).toList();
  }

  private static JsonNode definition(ExecutionKind kind) throws IOException {
    var file = STATE_MACHINES.resolve(kind.stateMachine().machineName() + ".asl.json");
    return Json.mapper().readTree(Files.readString(file));
  }
}
