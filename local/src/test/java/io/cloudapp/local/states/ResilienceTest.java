package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.parse;
import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.states.task.TaskResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ResilienceTest {

  private static String task(String more) {
    return workflow(
        "T",
        "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\","
            + "\"Arguments\":{},"
            + more.replace('\'', '"')
            + "\"End\":true}"
            + (more.contains("Catch") ? ",\"C\":{\"Type\":\"Pass\",\"End\":true}" : ""));
  }

  private static String caught(String more) {
    return task("'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]," + more);
  }

  @Test
  void retriesAsOftenAsSaidAndCountsInTheContext() {
    var calls = new AtomicInteger();
    try (var workflows =
        new Workflows(
            call ->
                calls.incrementAndGet() < 3
                    ? new TaskResult.Failed("Oops", "x")
                    : new TaskResult.Returned(call.attempt()))) {
      var output =
          workflows.output(
              caught(
                  "'Retry':[{'ErrorEquals':['Oops'],'IntervalSeconds':1,'MaxAttempts':2,"
                      + "'BackoffRate':1,'JitterStrategy':'FULL'}],'Output':{'r':'{%"
                      + " $states.result %}','count':'{% $states.context.State.RetryCount %}'},"),
              "{}");

      assertThat(output).isEqualTo(parse("{\"r\":2,\"count\":2}"));
    }
  }

  @Test
  void countsOnlyTheFirstRetrierThatIsMeant() {
    var calls = new AtomicInteger();
    try (var workflows =
        new Workflows(
            call -> {
              calls.incrementAndGet();
              return new TaskResult.Failed("Oops", "x");
            })) {
      workflows.output(
          caught(
              "'Retry':[{'ErrorEquals':['Oops'],'MaxAttempts':0},{'ErrorEquals':['States.ALL'],"
                  + "'MaxAttempts':5}],"),
          "{}");

      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void handsTheErrorOutputToTheCatch() {
    try (var workflows = Workflows.failing("Oops", "why")) {
      var definition =
          workflow(
              "T",
              "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\","
                  + "\"Catch\":[{\"ErrorEquals\":[\"Other\"],\"Next\":\"D\"},{\"ErrorEquals\":"
                  + "[\"States.TaskFailed\"],\"Assign\":{\"e\":\"{%"
                  + " $states.errorOutput.Error %}\"},\"Output\":{\"why\":\"{%"
                  + " $states.errorOutput.Cause %}\",\"in\":\"{% $states.input"
                  + " %}\"},\"Next\":\"C\"}],\"End\":true},\"C\":{\"Type\":\"Pass\",\"Output\":"
                  + "[\"{%"
                  + " $e %}\",\"{% $states.input %}\"],\"End\":true},\"D\":{\"Type\":\"Fail\"}");

      assertThat(workflows.output(definition, "5"))
          .isEqualTo(parse("[\"Oops\",{\"why\":\"why\",\"in\":5}]"));
    }
  }

  @Test
  void givesTheErrorOutputAsTheOutputOfACatchWithoutOne() {
    try (var workflows = Workflows.failing("Oops", "why")) {
      assertThat(workflows.output(caught(""), "{}"))
          .isEqualTo(parse("{\"Error\":\"Oops\",\"Cause\":\"why\"}"));
    }
  }

  @Test
  void catchesAnExpressionThatFailsInArgumentsAndInOutput() {
    try (var workflows = Workflows.echoing()) {
      var inOutput = workflows.output(caught("'Output':'{% $states.result.missing %}',"), "{}");

      assertThat(inOutput.get("Error").textValue()).isEqualTo("States.QueryEvaluationError");
      assertThat(inOutput.get("Cause").textValue())
          .contains("field 'Output' returned nothing (undefined).");
    }
  }

  @Test
  void neverCatchesOrRetriesRuntimeErrors() {
    try (var workflows = Workflows.failing("States.Runtime", "broken")) {
      var answer = workflows.run(caught("'Retry':[{'ErrorEquals':['States.ALL']}],"), "{}");

      assertThat(answer.get("status").textValue()).isEqualTo("FAILED");
      assertThat(answer.get("error").textValue()).isEqualTo("States.Runtime");
    }
  }

  @Test
  void catchesTooLargeAResultWithStatesAll() {
    try (var workflows = new Workflows(call -> new TaskResult.Returned("x".repeat(262_144)))) {
      assertThat(workflows.output(caught(""), "{}"))
          .isEqualTo(
              parse(
                  "{\"Error\":\"States.DataLimitExceeded\",\"Cause\":\"The state/task 'sqs'"
                      + " returned a result with a size exceeding the maximum number of bytes"
                      + " service limit.\"}"));
    }
  }

  @Test
  void interruptsATaskWhoseTimeIsOver() {
    var interrupted = new CountDownLatch(1);
    try (var workflows =
        new Workflows(
            call -> {
              try {
                return blocked();
              } catch (InterruptedException late) {
                interrupted.countDown();
                throw late;
              }
            })) {
      var answer = workflows.run(task("'TimeoutSeconds':1,"), "{}");

      assertThat(answer.get("status").textValue()).isEqualTo("FAILED");
      assertThat(answer.get("error").textValue()).isEqualTo("States.Timeout");
      assertThat(answer.has("cause")).isFalse();
      assertThat(workflows.event("TaskTimedOut").at("/details/error").textValue())
          .isEqualTo("States.Timeout");
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> interrupted.getCount() == 0);
    }
  }

  @Test
  void doesNotTakeATimeoutForATaskFailure() {
    try (var workflows = new Workflows(call -> blocked())) {
      var definition =
          workflow(
              "T",
              "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\","
                  + "\"TimeoutSeconds\":\"{%"
                  + " $states.input.t %}\","
                  + "\"Catch\":[{\"ErrorEquals\":[\"States.TaskFailed\"],\"Next\":\"D\"},"
                  + "{\"ErrorEquals\":[\"States.Timeout\"],\"Next\":\"C\"}],\"End\":true},"
                  + "\"C\":{\"Type\":\"Pass\",\"End\":true},\"D\":{\"Type\":\"Fail\"}");

      assertThat(workflows.output(definition, "{\"t\":1}"))
          .isEqualTo(parse("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}"));
    }
  }

  @Test
  void timesTheWholeExecutionOutWithoutErrorAndCause() {
    try (var workflows = Workflows.echoing()) {
      var definition =
          "{\"QueryLanguage\":\"JSONata\",\"TimeoutSeconds\":1,\"StartAt\":\"P\",\"States\":"
              + "{\"P\":{\"Type\":\"Parallel\",\"Branches\":["
              + "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":"
              + "true}}},"
              + "{\"StartAt\":\"W2\",\"States\":{\"W2\":{\"Type\":\"Wait\",\"Seconds\":60,"
              + "\"End\":true}}}],"
              + "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"C\"}],\"End\":true},"
              + "\"C\":{\"Type\":\"Succeed\"}}}";
      var answer = workflows.run(definition, "{}");

      assertThat(answer.get("status").textValue()).isEqualTo("TIMED_OUT");
      assertThat(answer.has("error")).isFalse();
      assertThat(answer.has("cause")).isFalse();
      assertThat(
              answer
                  .get("stopDate")
                  .decimalValue()
                  .subtract(answer.get("startDate").decimalValue()))
          .isEqualByComparingTo("1");
      var event = workflows.event("ExecutionTimedOut");
      assertThat(event.at("/details/error").textValue()).isEqualTo("States.Timeout");
      assertThat(event.get("previous_event_id").textValue()).isEqualTo("0");
    }
  }

  @Test
  void cancelsAndJoinsTheOtherBranchesWhenOneFails() {
    var running = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    try (var workflows =
        new Workflows(
            call -> {
              if (call.state().equals("Bad")) {
                running.await(5, TimeUnit.SECONDS);
                return new TaskResult.Failed("Oops", "why");
              }
              running.countDown();
              try {
                return blocked();
              } finally {
                cancelled.countDown();
              }
            })) {
      var definition =
          workflow(
              "P",
              "\"P\":{\"Type\":\"Parallel\",\"Branches\":["
                  + "{\"StartAt\":\"Long\",\"States\":{\"Long\":{\"Type\":\"Task\",\"Resource\":"
                  + "\"arn:aws:states:::sqs:sendMessage\",\"Next\":\"Never\"},\"Never\":{\"Type\":"
                  + "\"Pass\",\"End\":true}}},"
                  + "{\"StartAt\":\"Bad\",\"States\":{\"Bad\":{\"Type\":\"Task\",\"Resource\":"
                  + "\"arn:aws:states:::sqs:sendMessage\",\"End\":true}}}],\"End\":true}");
      var answer = workflows.run(definition, "{}");

      assertThat(answer.get("error").textValue()).isEqualTo("Oops");
      assertThat(answer.get("cause").textValue()).isEqualTo("why");
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> cancelled.getCount() == 0);
      assertThat(workflows.events()).noneMatch(event -> event.endsWith("PassStateEntered"));
      assertThat(workflows.events())
          .filteredOn(event -> event.endsWith("TaskStateAborted"))
          .hasSize(2);
    }
  }

  private static TaskResult blocked() throws InterruptedException {
    new CountDownLatch(1).await();
    throw new AssertionError("Nothing releases it");
  }
}
