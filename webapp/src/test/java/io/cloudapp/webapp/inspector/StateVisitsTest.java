package io.cloudapp.webapp.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.history.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateVisitsTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final RecordedRun recorded = RecordedRun.at(START);

  @Test
  void tellsFromWhenToWhenEachStateWasOn() {
    recorded.pass("Take").task("Do").add("ExecutionSucceeded", "");

    var visits = visits(recorded.run());

    assertThat(visits).extracting(StateVisit::state).containsExactly("Take", "Do");
    assertThat(visits).extracting(StateVisit::outcome).containsOnly(StateOutcome.SUCCEEDED);
    assertThat(visits.getLast().entered()).isEqualTo(START.plusMillis(300));
    assertThat(visits.getLast().duration()).contains(Duration.ofMillis(400));
  }

  @Test
  void countsTheRetriesOfATaskThatIsDoneInTheEnd() {
    recorded
        .add("TaskStateEntered", "Do")
        .add("LambdaFunctionScheduled", "Do")
        .failed("LambdaFunctionFailed", "Do", "E", "why")
        .add("LambdaFunctionScheduled", "Do")
        .failed("LambdaFunctionTimedOut", "Do", "States.Timeout", "")
        .add("LambdaFunctionScheduled", "Do")
        .add("LambdaFunctionSucceeded", "Do")
        .add("TaskStateExited", "Do")
        .add("ExecutionSucceeded", "");

    var visit = visits(recorded.run()).getFirst();

    assertThat(visit.retries()).isEqualTo(2);
    assertThat(visit.outcome()).isEqualTo(StateOutcome.SUCCEEDED);
  }

  @Test
  void tellsWhatWasCaughtFromWhatWasDone() {
    recorded
        .add("TaskStateEntered", "Do")
        .add("TaskScheduled", "Do")
        .failed("TaskFailed", "Do", "SQS.X", "why")
        .add("TaskStateExited", "Do")
        .pass("Undo")
        .add("ExecutionSucceeded", "");
    var run = recorded.run();
    var visits = visits(run);

    assertThat(visits.getFirst().outcome()).isEqualTo(StateOutcome.CAUGHT);
    assertThat(visits.getFirst().error()).isEqualTo("SQS.X");
    assertThat(StateSummaries.ways(run, visits)).containsExactly(new WayTaken("Do", "Undo", true));
  }

  @Test
  void failsTheStateThatARunEndedIn() {
    recorded
        .pass("Take")
        .add("TaskStateEntered", "Do")
        .add("TaskScheduled", "Do")
        .failed("TaskFailed", "Do", "E", "why")
        .failed("ExecutionFailed", "", "E", "why");

    assertThat(visits(recorded.run()))
        .extracting(StateVisit::outcome)
        .containsExactly(StateOutcome.SUCCEEDED, StateOutcome.FAILED);
  }

  @Test
  void failsAFailState() {
    recorded.add("FailStateEntered", "Give up").failed("ExecutionFailed", "", "E", "why");

    assertThat(visits(recorded.run()))
        .extracting(StateVisit::outcome)
        .containsExactly(StateOutcome.FAILED);
  }

  @Test
  void saysThatAStateRunsWhileItsRunGoesOn() {
    recorded.pass("Take").add("WaitStateEntered", "Wait");

    assertThat(visits(recorded.run()))
        .extracting(StateVisit::outcome)
        .containsExactly(StateOutcome.SUCCEEDED, StateOutcome.RUNNING);
  }

  @Test
  void inventsNoEndForARunThatBrokeOff() {
    recorded.pass("Take").add("WaitStateEntered", "Wait");

    var visit = StateVisits.of(recorded.run(), RunOutcome.BROKEN_OFF).getLast();

    assertThat(visit.outcome()).isEqualTo(StateOutcome.OPEN);
    assertThat(visit.left()).isEmpty();
  }

  @Test
  void endsAllOpenStatesWithTheTimeOfTheRun() {
    recorded.add("WaitStateEntered", "Wait").add("ExecutionTimedOut", "");

    var visit = visits(recorded.run()).getFirst();

    assertThat(visit.outcome()).isEqualTo(StateOutcome.ABORTED);
    assertThat(visit.left()).contains(START.plusMillis(200));
  }

  @Test
  void keepsBranchesApart() {
    recorded
        .add("ParallelStateEntered", "Both")
        .add("ParallelStateStarted", "Both")
        .add("TaskStateEntered", "Left", 3)
        .add("WaitStateEntered", "Right", 3)
        .add("TaskScheduled", "Left", 4)
        .add("TaskFailed", "Left", 6)
        .add("WaitStateAborted", "Right", 7)
        .add("ParallelStateFailed", "Both", 7)
        .add("ParallelStateExited", "Both", 9)
        .pass("After")
        .add("ExecutionSucceeded", "");
    var run = recorded.run();

    var visits = visits(run);

    assertThat(visits)
        .extracting(visit -> visit.state() + " " + visit.outcome())
        .containsExactly("Both CAUGHT", "Left FAILED", "Right ABORTED", "After SUCCEEDED");
    assertThat(StateSummaries.ways(run, visits))
        .containsExactly(new WayTaken("Both", "After", true));
  }

  @Test
  void tellsEachStayInALoopApart() {
    recorded.task("Look").pass("Wait").task("Look").pass("Wait").task("Look");
    var run = recorded.add("ExecutionSucceeded", "").run();

    var visits = visits(run);

    assertThat(visits).extracting(StateVisit::state).filteredOn("Look"::equals).hasSize(3);
    assertThat(StateSummaries.ways(run, visits))
        .containsExactly(new WayTaken("Look", "Wait", false), new WayTaken("Wait", "Look", false));
  }

  private static List<StateVisit> visits(WorkflowRun run) {
    return StateVisits.of(run, RunOutcome.of(run, false));
  }
}
