package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.parse;
import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.states.task.TaskResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final String FAILING =
      workflow(
          "A",
          "\"A\":{\"Type\":\"Pass\",\"Next\":\"F\"},\"F\":{\"Type\":\"Fail\",\"Error\":\"E\","
              + "\"Cause\":\"c\"}");

  private final Workflows workflows = Workflows.echoing();

  @AfterEach
  void stop() {
    workflows.close();
  }

  @Test
  void writesRecordsWhoseScalarsAreTexts() {
    var answer =
        workflows.run(
            workflow(
                "A",
                "\"A\":{\"Type\":\"Pass\",\"Assign\":{\"x\":{\"y\":1}},\"Output\":2,\"End\":true}"),
            "{\"a\": 1}");

    var entered = workflows.event("PassStateEntered");
    assertThat(entered.get("details"))
        .isEqualTo(
            parse(
                "{\"input\":\"{\\\"a\\\":"
                    + " 1}\",\"inputDetails\":{\"truncated\":false},\"name\":\"A\"}"));
    assertThat(entered.get("id").textValue()).isEqualTo("2");
    assertThat(entered.get("previous_event_id").textValue()).isEqualTo("0");
    assertThat(entered.get("redrive_count").textValue()).isEqualTo("0");
    assertThat(entered.get("event_timestamp").textValue()).matches("\\d{13}");
    assertThat(entered.get("execution_arn")).isEqualTo(answer.get("executionArn"));
    assertThat(workflows.event("PassStateExited").get("details"))
        .isEqualTo(
            parse(
                "{\"assignedVariables\":{\"x\":\"{\\\"y\\\":1}\"},\"assignedVariablesDetails\":"
                    + "{\"truncated\":false},"
                    + "\"name\":\"A\",\"output\":\"2\",\"outputDetails\":{\"truncated\":false}}"));
    assertThat(workflows.events())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 PassStateEntered",
            "3<-2 PassStateExited",
            "4<-3 ExecutionSucceeded");
  }

  @Test
  void leavesInputsAndOutputsOutButKeepsErrorAndCause() {
    workflows.sync(workflows.create(FAILING, "ALL", false), "{\"a\":1}");

    assertThat(workflows.event("PassStateEntered").get("details"))
        .isEqualTo(parse("{\"name\":\"A\"}"));
    assertThat(workflows.event("ExecutionStarted").get("details"))
        .isEqualTo(parse("{\"roleArn\":\"" + Workflows.ROLE + "\"}"));
    assertThat(workflows.event("ExecutionFailed").get("details"))
        .isEqualTo(parse("{\"cause\":\"c\",\"error\":\"E\"}"));
  }

  @Test
  void keepsFailuresOnlyAtLevelError() {
    workflows.sync(workflows.create(FAILING, "ERROR", true), "{}");

    assertThat(workflows.events()).containsExactly("4<-3 FailStateEntered", "5<-4 ExecutionFailed");
  }

  @Test
  void keepsTheExecutionsOwnEndAtLevelFatal() {
    workflows.sync(workflows.create(FAILING, "FATAL", true), "{}");

    assertThat(workflows.events()).containsExactly("5<-4 ExecutionFailed");
  }

  @Test
  void numbersEventsTheSameWhateverTheLevel() {
    var answer =
        workflows.sync(workflows.create(Workflows.pass("$states.input.x"), "FATAL", true), "{}");

    assertThat(answer.get("cause").textValue()).contains("(entered at the event id #2)");
  }

  @Test
  void letsAFailedExpressionFollowTheEventBeforeItsState() {
    workflows.run(
        workflow(
            "A",
            "\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"},\"B\":{\"Type\":\"Pass\",\"Output\":"
                + "{\"r\":\"{%"
                + " $nope %}\"},\"End\":true}"),
        "{}");

    assertThat(workflows.events())
        .endsWith("4<-3 PassStateEntered", "5<-3 EvaluationFailed", "6<-5 ExecutionFailed");
    var details = workflows.event("EvaluationFailed").get("details");
    assertThat(details.get("location").textValue()).isEqualTo("Output/r");
    assertThat(details.get("state").textValue()).isEqualTo("B");
    assertThat(details.get("error").textValue()).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void recordsAnIterationAfterAnotherAsAwsDoes() {
    workflows.run(
        workflow(
            "M",
            "\"M\":{\"Type\":\"Map\",\"Items\":[1,2],\"MaxConcurrency\":1,\"ItemProcessor\":"
                + "{\"StartAt\":\"I\",\"States\":{\"I\":{\"Type\":\"Pass\",\"End\":true}}},\"End\":"
                + "true}"),
        "{}");

    assertThat(workflows.events())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-4 PassStateEntered",
            "6<-5 PassStateExited",
            "7<-6 MapIterationSucceeded",
            "8<-6 MapIterationStarted",
            "9<-8 PassStateEntered",
            "10<-9 PassStateExited",
            "11<-10 MapIterationSucceeded",
            "12<-10 MapStateSucceeded",
            "13<-10 MapStateExited",
            "14<-13 ExecutionSucceeded");
    assertThat(workflows.event("MapStateStarted").get("details"))
        .isEqualTo(parse("{\"length\":\"2\"}"));
    assertThat(workflows.event("MapIterationStarted").get("details"))
        .isEqualTo(parse("{\"index\":\"0\",\"name\":\"M\"}"));
  }

  @Test
  void recordsAMapOfNothing() {
    workflows.run(
        workflow(
            "M",
            "\"M\":{\"Type\":\"Map\",\"Items\":[],\"ItemProcessor\":{\"StartAt\":\"I\","
                + "\"States\":{\"I\":{\"Type\":\"Pass\",\"End\":true}}},\"End\":true}"),
        "{}");

    assertThat(workflows.events())
        .endsWith(
            "3<-2 MapStateStarted",
            "4<-3 MapStateSucceeded",
            "5<-3 MapStateExited",
            "6<-5 ExecutionSucceeded");
  }

  @Test
  void recordsAFailedIterationThatIsRetriedAndThenCaught() {
    workflows.run(
        workflow(
            "M",
            "\"M\":{\"Type\":\"Map\",\"Items\":[1],\"ItemProcessor\":{\"StartAt\":\"F\","
                + "\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"E\"}}},"
                + "\"Retry\":[{\"ErrorEquals\":[\"E\"],\"MaxAttempts\":1,\"IntervalSeconds\":1}],"
                + "\"Catch\":[{\"ErrorEquals\":[\"E\"],\"Next\":\"S\"}],\"End\":true},\"S\":"
                + "{\"Type\":\"Succeed\"}"),
        "{}");

    assertThat(workflows.events())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-4 FailStateEntered",
            "6<-5 MapIterationFailed",
            "7<-5 MapStateStarted",
            "8<-7 MapIterationStarted",
            "9<-8 FailStateEntered",
            "10<-9 MapIterationFailed",
            "11<-9 MapStateFailed",
            "12<-11 MapStateExited",
            "13<-12 SucceedStateEntered",
            "14<-13 SucceedStateExited",
            "15<-14 ExecutionSucceeded");
  }

  @Test
  void recordsTheBranchesOfAParallel() {
    workflows.run(
        workflow(
            "P",
            "\"P\":{\"Type\":\"Parallel\",\"Branches\":[{\"StartAt\":\"B\",\"States\":{\"B\":"
                + "{\"Type\":\"Fail\",\"Error\":\"E\"}}}],\"End\":true}"),
        "{}");

    assertThat(workflows.events())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 ParallelStateEntered",
            "3<-2 ParallelStateStarted",
            "4<-3 FailStateEntered",
            "5<-4 ParallelStateFailed",
            "6<-5 ExecutionFailed");
  }

  @Test
  void recordsTasksOfServicesAndOfFunctions() {
    workflows.run(
        workflow(
            "A",
            "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\","
                + "\"Arguments\":{\"q\":1},\"TimeoutSeconds\":5,\"Next\":\"B\"},"
                + "\"B\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:eu-west-1:"
                + "000000000000:function:f\",\"End\":true}"),
        "{}");

    assertThat(workflows.events())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 TaskStateEntered",
            "3<-2 TaskScheduled",
            "4<-3 TaskStarted",
            "5<-4 TaskSucceeded",
            "6<-5 TaskStateExited",
            "7<-6 TaskStateEntered",
            "8<-7 LambdaFunctionScheduled",
            "9<-8 LambdaFunctionStarted",
            "10<-9 LambdaFunctionSucceeded",
            "11<-10 TaskStateExited",
            "12<-11 ExecutionSucceeded");
    assertThat(workflows.event("TaskScheduled").get("details"))
        .isEqualTo(
            parse(
                "{\"parameters\":\"{\\\"q\\\":1}\",\"region\":\"eu-west-1\",\"resource\":"
                    + "\"sendMessage\",\"resourceType\":\"sqs\",\"timeoutInSeconds\":\"5\"}"));
  }

  @Test
  void givesFailedTasksTheirErrorAndCause() {
    try (var failing = new Workflows(call -> new TaskResult.Failed("SQS.X", "why"))) {
      failing.run(
          workflow(
              "A",
              "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\","
                  + "\"End\":true}"),
          "{}");

      assertThat(failing.event("TaskFailed").get("details"))
          .isEqualTo(
              parse(
                  "{\"cause\":\"why\",\"error\":\"SQS.X\",\"resource\":\"sendMessage\","
                      + "\"resourceType\":\"sqs\"}"));
      assertThat(failing.events()).endsWith("5<-4 TaskFailed", "6<-5 ExecutionFailed");
    }
  }

  @Test
  void keepsArgumentsOutOfTheLogWithoutExecutionData() {
    var task =
        workflow(
            "T",
            "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\","
                + "\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":\"hidden\"},\"End\":true}");
    workflows.sync(workflows.create(task, "ALL", false), "{}");

    assertThat(workflows.event("TaskScheduled").at("/details/resource").textValue())
        .isEqualTo("invoke");
    assertThat(workflows.records.toString()).doesNotContain("hidden");
  }

  @Test
  void abortsWhatIsNestedInACancelledBranch() {
    var definition =
        workflow(
                "P",
                "'P':{'Type':'Parallel','Branches':[{'StartAt':'N','States':{'N':{'Type':'Parallel',"
                    + "'Branches':[{'StartAt':'M','States':{'M':{'Type':'Map','Items':[1],"
                    + "'ItemProcessor':{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':60,"
                    + "'End':true}}},'End':true}}}],'End':true}}},{'StartAt':'S','States':{'S':{"
                    + "'Type':'Wait','Seconds':1,'Next':'F'},'F':{'Type':'Fail'}}}],'End':true}")
            .replace('\'', '"');
    workflows.run(definition, "{}");

    assertThat(workflows.events())
        .filteredOn(event -> event.endsWith("Aborted"))
        .map(event -> event.replaceFirst(".* ", ""))
        .containsExactly(
            "ParallelStateAborted", "MapStateAborted", "MapIterationAborted", "WaitStateAborted");
  }
}
