package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.parse;
import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {

  private final Workflows workflows = Workflows.echoing();

  @AfterEach
  void stop() {
    workflows.close();
  }

  @Test
  void letsAssignAndOutputSeeTheVariablesFromBefore() {
    var definition =
        workflow(
            "A",
            "'A':{'Type':'Pass','Assign':{'x':1},'Next':'B'},'B':{'Type':'Pass','Assign':{'x':'{%"
                + " $x + 1 %}','y':'{% $x %}'},'Output':'{% $x"
                + " %}','Next':'C'},'C':{'Type':'Pass','Output':{'x':'{% $x %}','y':'{% $y"
                + " %}','in':'{% $states.input %}'},'End':true}");

    assertThat(workflows.output(definition.replace('\'', '"'), "{}"))
        .isEqualTo(parse("{\"x\":2,\"y\":1,\"in\":1}"));
  }

  @Test
  void keepsWhatABranchAssignsInTheBranch() {
    var definition =
        workflow(
            "A",
            "'A':{'Type':'Pass','Assign':{'x':1},'Next':'P'},"
                + "'P':{'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{'Type':"
                + "'Pass','Assign':{'y':'{% $x + 8 %}'},'Next':'B2'},'B2':{'Type':'Pass','Output':"
                + "'{% $y %}','End':true}}}],'Output':{'branches':'{% $states.result %}','y':'{%"
                + " $exists($y) %}'},'End':true}");

    assertThat(workflows.output(definition.replace('\'', '"'), "{}"))
        .isEqualTo(parse("{\"branches\":[9],\"y\":false}"));
  }

  @Test
  void storesNoMoreVariablesThanAws() {
    var assign =
        workflow(
            "A",
            "\"A\":{\"Type\":\"Pass\",\"Assign\":{\"x\":\"{% $states.input & $states.input"
                + " %}\"},\"Output\":1,\"Next\":\"B\"},\"B\":{\"Type\":\"Succeed\"}");
    var fits = "\"" + "x".repeat(131_000) + "\"";
    var tooLarge = "\"" + "x".repeat(131_072) + "\"";

    assertThat(workflows.run(assign, fits).get("status").textValue()).isEqualTo("SUCCEEDED");
    assertThat(workflows.run(assign, tooLarge).get("error").textValue())
        .isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void storesTenMebibytesOfVariables() {
    assertThat(workflows.run(assigningTimes(40), input()).get("status").textValue())
        .isEqualTo("SUCCEEDED");
    assertThat(workflows.run(assigningTimes(41), input()).get("error").textValue())
        .isEqualTo("States.DataLimitExceeded");
  }

  private static String input() {
    return "\"" + "x".repeat(262_000) + "\"";
  }

  private static String assigningTimes(int times) {
    var states = new StringBuilder();
    for (var index = 0; index < times; index++) {
      states.append(
          "\"S%d\":{\"Type\":\"Pass\",\"Assign\":{\"v%d\":\"{%% $states.input %%}\"},\"Next\":\"S%d\"},"
              .formatted(index, index, index + 1));
    }
    states.append("\"S%d\":{\"Type\":\"Succeed\"}".formatted(times));
    return workflow("S0", states.toString());
  }

  @Test
  void passesItsInputOnWithoutAnOutput() {
    assertThat(
            workflows.output(
                workflow("A", "\"A\":{\"Type\":\"Pass\",\"End\":true}"), "{\"a\":[1,null]}"))
        .isEqualTo(parse("{\"a\":[1,null]}"));
  }

  @Test
  void choosesTheFirstRuleThatIsTrueWithItsOwnOutputAndVariables() {
    var definition =
        workflow(
                "C",
                "'C':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.n > 10"
                    + " %}','Next':'S','Output':'big'},{'Condition':'{% $states.input.n > 5"
                    + " %}','Next':'S','Output':'middle','Assign':{'v':1}},{'Condition':'{%"
                    + " $states.input.missing"
                    + " %}','Next':'S'}],'Default':'S','Output':'small'},'S':{'Type':'Succeed',"
                    + "'Output':'{%"
                    + " $states.input & ($exists($v) ? $v : 0) %}'}")
            .replace('\'', '"');

    assertThat(workflows.output(definition, "{\"n\":11}").textValue()).isEqualTo("big0");
    assertThat(workflows.output(definition, "{\"n\":6}").textValue()).isEqualTo("middle1");
    assertThat(workflows.run(definition, "{\"n\":1}").get("cause").textValue())
        .endsWith("specified for the field 'Choices[2]/Condition' returned nothing (undefined).");
  }

  @Test
  void takesTheStatesOwnOutputOnTheDefaultWay() {
    var definition =
        workflow(
            "C",
            "\"C\":{\"Type\":\"Choice\",\"Choices\":[{\"Condition\":false,\"Next\":\"S\"}],"
                + "\"Default\":\"S\",\"Output\":\"default\"},"
                + "\"S\":{\"Type\":\"Succeed\"}");

    assertThat(workflows.output(definition, "{}").textValue()).isEqualTo("default");
  }

  @Test
  void failsAChoiceWhoseConditionIsNoBoolean() {
    var definition =
        workflow(
            "C",
            "\"C\":{\"Type\":\"Choice\",\"Choices\":[{\"Condition\":\"{% 1"
                + " %}\",\"Next\":\"S\"}]},\"S\":{\"Type\":\"Succeed\"}");

    assertThat(workflows.run(definition, "{}").get("cause").textValue())
        .endsWith(
            "The JSONata expression '1' specified for the field 'Choices[0]/Condition' returned an"
                + " unexpected result type. Expected 'boolean', but was 'number' for value: 1");
  }

  @Test
  void failsAChoiceWithoutAWayOut() {
    var definition =
        workflow(
            "C",
            "\"C\":{\"Type\":\"Choice\",\"Choices\":[{\"Condition\":false,\"Next\":\"S\"}]},"
                + "\"S\":{\"Type\":\"Succeed\"}");
    var answer = workflows.run(definition, "{}");

    assertThat(answer.get("error").textValue()).isEqualTo("States.Runtime");
    assertThat(answer.get("cause").textValue()).contains("Failed to transition out of the state");
  }

  @Test
  void failsWithAnErrorAndACauseThatAreExpressions() {
    var definition =
        workflow(
            "F",
            "\"F\":{\"Type\":\"Fail\",\"Error\":\"{% 'E' & $states.input.n"
                + " %}\",\"Cause\":\"because\"}");
    var answer = workflows.run(definition, "{\"n\":7}");

    assertThat(answer.get("status").textValue()).isEqualTo("FAILED");
    assertThat(answer.get("error").textValue()).isEqualTo("E7");
    assertThat(answer.get("cause").textValue()).isEqualTo("because");
    assertThat(answer.has("output")).isFalse();
  }

  @Test
  void leavesOutTheErrorAndCauseThatAFailDoesNotHave() {
    var answer = workflows.run(workflow("F", "\"F\":{\"Type\":\"Fail\"}"), "{}");

    assertThat(answer.has("error")).isFalse();
    assertThat(answer.has("cause")).isFalse();
  }

  @Test
  void waitsUntilATimestamp() {
    var definition =
        workflow(
            "W",
            "\"W\":{\"Type\":\"Wait\",\"Timestamp\":\"{% $fromMillis($millis() + 1200)"
                + " %}\",\"End\":true}");
    var started = System.nanoTime();

    workflows.output(definition, "{}");

    assertThat(System.nanoTime() - started).isBetween(1_000_000_000L, 6_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-12-05 21:29:29Z",
        "2016-12-05T21:29:29",
        "2016-13-05T21:29:29Z",
        "05-12-2016T21:29:29Z"
      })
  void refusesAnotherFormOfTimestamp(String timestamp) {
    var definition =
        workflow(
            "W", "\"W\":{\"Type\":\"Wait\",\"Timestamp\":\"{% $states.input.t %}\",\"End\":true}");
    var answer = workflows.run(definition, "{\"t\":\"" + timestamp + "\"}");

    assertThat(answer.get("error").textValue()).isEqualTo("States.QueryEvaluationError");
    assertThat(answer.get("cause").textValue())
        .endsWith(
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
                + " string: "
                + timestamp);
    assertThat(workflows.event("EvaluationFailed").get("previous_event_id").textValue())
        .isEqualTo("2");
  }

  @Test
  void mapsItemsInTheirOrderWithTheItemInTheContext() {
    var definition =
        workflow(
            "M",
            "'M':{'Type':'Map','Items':'{% $states.input.list"
                + " %}','MaxConcurrency':2,'ItemSelector':{'i':'{% $states.context.Map.Item.Index"
                + " %}','v':'{% $states.context.Map.Item.Value * $states.input.by %}'},"
                + "'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'I','States':"
                + "{'I':{'Type':'Pass','Output':{'in':'{%"
                + " $states.input %}','at':'{% $states.context.Map.Item.Index"
                + " %}'},'End':true}}},'End':true}");

    assertThat(workflows.output(definition.replace('\'', '"'), "{\"list\":[1,2,3],\"by\":10}"))
        .isEqualTo(
            parse(
                "[{\"in\":{\"i\":0,\"v\":10},\"at\":0},{\"in\":{\"i\":1,\"v\":20},\"at\":1},"
                    + "{\"in\":{\"i\":2,\"v\":30},\"at\":2}]"));
  }

  @Test
  void mapsTheInputWhenItIsAnArrayAndThereAreNoItems() {
    var definition =
        workflow(
            "M",
            "\"M\":{\"Type\":\"Map\",\"ItemProcessor\":{\"StartAt\":\"I\",\"States\":{\"I\":"
                + "{\"Type\":\"Pass\",\"Output\":\"{%"
                + " $states.input + 1 %}\",\"End\":true}}},\"End\":true}");

    assertThat(workflows.output(definition, "[1,2]")).isEqualTo(parse("[2,3]"));
    assertThat(workflows.run(definition, "{\"a\":1}").get("cause").textValue())
        .endsWith("Map state input must be an array but was: {\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | number | 1",
        "true | boolean | true",
        "null | null | null",
        "{\"a\":1} | object | {\"a\":1}",
        "\"s\" | string | \"s\""
      })
  void failsAMapWhoseItemsAreNoArray(String value, String type, String shown) {
    var definition =
        workflow(
            "M",
            "\"M\":{\"Type\":\"Map\",\"Items\":\"{% $states.input.v"
                + " %}\",\"ItemProcessor\":{\"StartAt\":\"I\",\"States\":{\"I\":{\"Type\":"
                + "\"Pass\",\"End\":true}}},\"End\":true}");

    assertThat(workflows.run(definition, "{\"v\":" + value + "}").get("cause").textValue())
        .endsWith(
            "The JSONata expression '$states.input.v' specified for the field 'Items' returned an"
                + " unexpected result type. Expected 'array', but was '"
                + type
                + "' for value: "
                + shown);
  }

  @Test
  void givesTheContextOfTheExecution() {
    var context = workflows.evaluate("$states.context", "{\"a\":1}");

    assertThat(context.at("/Execution/Input")).isEqualTo(parse("{\"a\":1}"));
    assertThat(context.at("/Execution/Id").textValue()).contains(":express:");
    assertThat(context.at("/Execution/RoleArn").textValue()).isEqualTo(Workflows.ROLE);
    assertThat(context.at("/Execution/StartTime").textValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(context.at("/StateMachine/Id").textValue()).contains(":stateMachine:");
    assertThat(context.at("/State/EnteredTime").textValue()).endsWith("Z");
  }

  @Test
  void failsAStateWhoseOutputIsTooLarge() {
    var answer =
        workflows.pass("$join($map([1..300], function($i) { $pad('', 1000, 'x') }))", "{}");

    assertThat(answer.get("error").textValue()).isEqualTo("States.DataLimitExceeded");
    assertThat(answer.get("cause").textValue())
        .isEqualTo(
            "The state/task 'E' returned a result with a size exceeding the maximum number of bytes"
                + " service limit.");
  }
}
