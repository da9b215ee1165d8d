package io.cloudapp.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.local.states.cases.CaseOutcome;
import io.cloudapp.local.states.cases.CaseRunner;
import org.junit.jupiter.api.Test;

class CaseRunnerTest {

  private static final String DEFINITION =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Launch", "States": {
        "Launch": {"Type": "Task", "Resource": "${LaunchFunction}", "TimeoutSeconds": 10,
          "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 60, "MaxAttempts": 2}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed",
            "Output": "{% $states.errorOutput.Error %}"}],
          "Next": "Wait"},
        "Wait": {"Type": "Wait", "Seconds": 30, "Next": "Look"},
        "Look": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
          "Next": "Is it there?"},
        "Is it there?": {"Type": "Choice", "Default": "Wait",
          "Choices": [{"Condition": "{% $states.input.there %}", "Next": "Done"}]},
        "Done": {"Type": "Succeed"},
        "Failed": {"Type": "Fail", "Error": "{% $states.input %}", "Cause": "It failed"}}}
      """;

  private static CaseOutcome run(String more) {
    return CaseRunner.run(DEFINITION, "[{\"name\":\"case\"," + more.replace('\'', '"') + "}]")
        .getFirst();
  }

  @Test
  void followsThePathOfACaseWithoutWaiting() {
    var started = System.nanoTime();
    var outcome =
        run(
            "'tasks':{'Launch':[{'fail':{'error':'Busy'}},{'return':1}],'Look':[{'return':"
                + "{'there':false}},{'return':{'there':true}}]},'expect':{'path':['Launch','Wait',"
                + "'Look','Is"
                + " it there?','Wait','Look','Is it"
                + " there?','Done'],'status':'SUCCEEDED','output':{'there':true}}");

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.hasPassed()).isTrue();
    assertThat(System.nanoTime() - started).isLessThan(20_000_000_000L);
  }

  @Test
  void saysHowACaseDiffers() {
    var outcome =
        run(
            "'tasks':{'Launch':[{'fail':{'error':'Lost','cause':'x'}}]},"
                + "'expect':{'path':['Launch','Wait'],'status':'SUCCEEDED','output':1}");

    assertThat(outcome.hasPassed()).isFalse();
    assertThat(outcome.problems())
        .containsExactly(
            "Expected path [\"Launch\",\"Wait\"] but it was [\"Launch\",\"Failed\"]",
            "Expected status \"SUCCEEDED\" but it was \"FAILED\"",
            "Expected output 1 but it ended FAILED with Lost: It failed");
  }

  @Test
  void timesATaskOutThatTakesLongerThanItMay() {
    assertThat(
            run("'tasks':{'Launch':[{'return':1,'seconds':11}]},'expect':{'status':'FAILED',"
                    + "'error':'States.Timeout'}")
                .problems())
        .isEmpty();
  }

  @Test
  void endsAMachineAfterFiveMinutes() {
    assertThat(
            run("'tasks':{'Launch':[{'return':1}],'Look':[{'return':{'there':false}}]},'expect':"
                    + "{'status':'TIMED_OUT'}")
                .problems())
        .isEmpty();
  }

  @Test
  void tellsOfAStateWithoutAResult() {
    assertThat(run("'expect':{'status':'FAILED'}").problems())
        .containsExactly("The case has no result for the state 'Launch'");
  }

  @Test
  void refusesADefinitionThatAwsRefuses() {
    assertThatThrownBy(() -> CaseRunner.run("{}", "[{\"name\":\"x\",\"expect\":{}}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("These fields are required");
  }
}
