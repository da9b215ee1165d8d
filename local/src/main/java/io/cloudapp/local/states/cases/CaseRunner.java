package io.cloudapp.local.states.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudapp.local.states.definition.InvalidDefinition;
import io.cloudapp.local.states.definition.StateMachineDefinition;
import io.cloudapp.local.states.execution.Engine;
import io.cloudapp.local.states.execution.ExecutionRequest;
import io.cloudapp.local.states.execution.HistoryEvent;
import io.cloudapp.local.states.execution.LogSettings;
import io.cloudapp.local.states.execution.Outcome;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the cases of a state machine, without services and without waiting.
 *
 * <p>A {@code <name>.cases.json} is a list of
 *
 * <pre>{@code
 * {"name": "…", "input": {…},
 *  "variables": {"<Placeholder>": "value for ${Placeholder} of the definition"},
 *  "tasks": {"<State>": [{"return": <result>, "seconds": 2},
 * {"fail": {"error": "…", "cause": "…"}}]},
 *  "expect": {"path": ["<State>", …], "status": "SUCCEEDED", "output": …,
 * "error": "…", "cause": "…"}}
 * }</pre>
 *
 * The first call of a state gets its first entry, and so on; the last entry is for all further
 * calls. {@code seconds} lets time pass. Of {@code expect} only what is there is compared. A
 * placeholder without a value becomes a function's ARN.
 */
public final class CaseRunner {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
  private static final String FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:";
  private static final JsonMapper MAPPER = new JsonMapper();

  private CaseRunner() {}

  /**
   * Runs every case.
   *
   * @param definition the definition's text, with its placeholders
   * @param cases text of the cases
   * @throws IllegalArgumentException when the definition is refused or the cases are not as
   *     described
   */
  public static List<CaseOutcome> run(String definition, String cases) {
    var outcomes = new ArrayList<CaseOutcome>();
    for (var each : list(parsed(cases), "The cases")) {
      outcomes.add(runOne(definition, object(each, "A case")));
    }
    return outcomes;
  }

  private static CaseOutcome runOne(String text, Map<?, ?> given) {
    var name = String.valueOf(given.get("name"));
    var pace = new CompressedPace();
    var tasks =
        new MockedTasks(given.get("tasks") instanceof Map<?, ?> answers ? answers : Map.of(), pace);
    var path = new ArrayList<String>();
    var request = request(name, definition(filled(text, given)), given);
    var ended = Engine.execute(request, pace, tasks, event -> note(event, path), -1);
    var problems = new ArrayList<>(tasks.problems());
    compare(
        object(given.get("expect"), "'expect' of " + name),
        path,
        ended.outcome().orElseThrow(),
        problems);
    return new CaseOutcome(name, path, ended.status(), problems);
  }

  private static void note(HistoryEvent event, List<String> path) {
    if (event.type().endsWith("StateEntered")) {
      path.add((String) event.details().get("name"));
    }
  }

  private static ExecutionRequest request(
      String name, StateMachineDefinition definition, Map<?, ?> given) {
    var account = "arn:aws:states:eu-west-1:000000000000:";
    return new ExecutionRequest(
        account + "express:case:" + name.replace(' ', '-') + ":1",
        name,
        Payload.of(Objects.requireNonNullElseGet(given.get("input"), JsonObject::new)),
        account + "stateMachine:case",
        "case",
        "arn:aws:iam::000000000000:role/case",
        definition,
        new LogSettings(LogSettings.Level.ALL, "", true));
  }

  private static String filled(String text, Map<?, ?> given) {
    var values = given.get("variables") instanceof Map<?, ?> variables ? variables : Map.of();
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> {
              var value = values.get(found.group(1));
              return Matcher.quoteReplacement(
                  value instanceof String filling ? filling : FUNCTION + found.group(1));
            });
  }

  private static StateMachineDefinition definition(String text) {
    try {
      return StateMachineDefinition.parse(text);
    } catch (InvalidDefinition refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  private static void compare(
      Map<?, ?> expected, List<String> path, Outcome outcome, List<String> problems) {
    differ(expected, "path", path, problems);
    differ(expected, "status", outcome.status(), problems);
    switch (outcome) {
      case Outcome.Succeeded(var output) -> differ(expected, "output", output.value(), problems);
      case Outcome.Failed(var error, var cause) -> {
        differ(expected, "error", error.orElse(""), problems);
        differ(expected, "cause", cause.orElse(""), problems);
        unexpected(expected, "output", outcome, problems);
      }
      case Outcome.TimedOut timedOut -> unexpected(expected, "output", outcome, problems);
    }
    if (outcome instanceof Outcome.Succeeded) {
      unexpected(expected, "error", outcome, problems);
    }
  }

  private static void unexpected(
      Map<?, ?> expected, String field, Outcome outcome, List<String> problems) {
    if (expected.containsKey(field)) {
      problems.add(
          "Expected "
              + field
              + " "
              + Json.write(expected.get(field))
              + " but it ended "
              + described(outcome));
    }
  }

  private static String described(Outcome outcome) {
    return outcome instanceof Outcome.Failed(var error, var cause)
        ? "FAILED with " + error.orElse("no error") + ": " + cause.orElse("")
        : outcome.status();
  }

  private static void differ(
      Map<?, ?> expected, String field, Object actual, List<String> problems) {
    if (expected.containsKey(field) && !isSame(expected.get(field), actual)) {
      problems.add(
          "Expected "
              + field
              + " "
              + Json.write(expected.get(field))
              + " but it was "
              + Json.write(actual));
    }
  }

  private static boolean isSame(Object one, Object other) {
    return tree(one).equals(CaseRunner::compared, tree(other));
  }

  private static int compared(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static JsonNode tree(Object value) {
    try {
      return MAPPER.readTree(Json.write(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object parsed(String text) {
    try {
      return Json.parse(text);
    } catch (IOException notJson) {
      throw new IllegalArgumentException(
          "The cases are not JSON: " + notJson.getMessage(), notJson);
    }
  }

  private static List<?> list(Object value, String what) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(what + " must be a list");
  }

  private static Map<?, ?> object(Object value, String what) {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw new IllegalArgumentException(what + " must be an object");
  }
}
