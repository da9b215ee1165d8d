package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.execution.UnfinishedExecutions;
import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.instance.InstanceStore;
import io.cloudapp.logic.instance.LaunchInstance;
import io.cloudapp.logic.instance.PublishLogin;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.reconcile.FakeSurroundings.FakeAlarm;
import io.cloudapp.logic.reconcile.FakeSurroundings.FakeHeartbeats;
import io.cloudapp.logic.reconcile.FakeSurroundings.FakeStartWorkflow;
import io.cloudapp.logic.reconcile.Heartbeats.Heartbeat;
import io.cloudapp.logic.reconcile.ReconcileReport.Action;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import io.cloudapp.logic.reconcile.ReconcileReport.Outcome;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileTest {

  private static final World WORLD = new World();

  private final Reconcile reconcile = WORLD.get(Reconcile.class);
  private final FakeHeartbeats heartbeats = WORLD.get(FakeHeartbeats.class);
  private final FakeAlarm alarm = WORLD.get(FakeAlarm.class);
  private final FakeStartWorkflow workflows = WORLD.get(FakeStartWorkflow.class);
  private final UnfinishedExecutions executions = WORLD.get(UnfinishedExecutions.class);
  private final InstanceStore instances = WORLD.get(InstanceStore.class);

  @BeforeEach
  void reset() {
    WORLD.reset();
    heartbeats.forget();
    alarm.raised().clear();
    workflows.started().clear();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void startsWhatWasAcceptedAndNeverStarted() {
    var id = WORLD.provision();
    WORLD.execute("update executions set state = 'ACCEPTED'");

    assertThat(reconcile.run().actions()).isEmpty();
    WORLD.clock().advance(Duration.ofSeconds(31));

    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.WORKFLOW_STARTED, id));
    assertThat(workflows.started()).containsExactly(id);
  }

  @Test
  void endsAProvisionThatMissesItsDeadlineAndLeavesNothing() {
    var id = launched();
    WORLD.clock().advance(Duration.ofMinutes(14));

    var report = reconcile.run();

    assertThat(report.actions())
        .contains(new Action(Kind.LAUNCH_UNDONE, id), new Action(Kind.EXECUTION_FAILED, id));
    assertThat(row(id).state()).isEqualTo(InstanceState.FAILED);
    assertThat(WORLD.compute().living()).isEmpty();
    assertThat(WORLD.secrets().all()).isEmpty();
  }

  @Test
  void endsAProvisionOnTimeThoughAwsDoesNotAnswerAndUndoesItLater() {
    var id = WORLD.provision();
    WORLD.compute().loseAnswers(1);
    WORLD.get(LaunchInstance.class).launch(id, 1);
    WORLD.compute().throttle(2);
    WORLD.compute().hideNewInstances();
    WORLD.clock().advance(Duration.ofMinutes(14));

    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    reconcile.run();
    reconcile.run();
    WORLD.compute().showAll();
    reconcile.run();

    assertThat(executionState(id)).isEqualTo("FAILED");
    assertThat(row(id).state()).isEqualTo(InstanceState.FAILED);
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void neverFailsARequestWhoseInstanceWasHandedOverAtTheLastMoment() {
    var id = published();

    assertThat(executions.fail(id, Problem.of(ProblemType.DEADLINE_PASSED, "Too late."))).isFalse();

    assertThat(executionState(id)).isEqualTo("RUNNING");
    assertThat(row(id).state()).isEqualTo(InstanceState.RUNNING);
  }

  @Test
  void takesALaunchFromItsWorkflowTogetherWithTheFailure() {
    var id = launched();
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    WORLD.get(ReadBoot.class).read(id, Optional.of(id));

    assertThat(executions.fail(id, Problem.of(ProblemType.DEADLINE_PASSED, "Too late."))).isTrue();
    WORLD.get(PublishLogin.class).publish(id);
    reconcile.run();

    assertThat(row(id).loginPublishedAt()).isEmpty();
    assertThat(row(id).state()).isEqualTo(InstanceState.FAILED);
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void endsAtOnceWhatTheDatabaseKnowsToBeOneTooMany() {
    var id = published();
    finish(id);
    var own = row(id).ec2InstanceId().orElseThrow();
    var ended = launched();
    WORLD.get(TerminateInstance.class).terminate(ended, ended);
    finish(ended);
    surplus("i-second", id);
    surplus("i-late", ended);

    reconcile.run();

    assertThat(WORLD.compute().living())
        .extracting(ComputeInstance::ec2InstanceId)
        .containsExactly(own);
  }

  @Test
  void endsAStoppedInstanceThatSomeoneStartedAgain() {
    var id = published();
    finish(id);
    executions.succeed(WORLD.stop(id, true));
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);
    WORLD.execute(
        "update instances set state = 'STOPPED', ended_at = ?", Timestamp.from(WORLD.instant()));
    WORLD.compute().moveAll(State.STOPPED, State.RUNNING);

    assertThat(reconcile.run().actions()).isEmpty();
    WORLD.clock().advance(Duration.ofMinutes(6));
    reconcile.run();

    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void takesAPublishedInstanceForASuccessThoughItsWorkflowIsLost() {
    var id = published();
    WORLD.clock().advance(Duration.ofMinutes(7));

    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.EXECUTION_SUCCEEDED, id));
    assertThat(row(id).state()).isEqualTo(InstanceState.RUNNING);
  }

  @Test
  void finishesAStopWhoseWorkflowIsLost() {
    var id = published();
    finish(id);
    var stop = WORLD.stop(id, false);
    WORLD.clock().advance(Duration.ofMinutes(14));

    reconcile.run();

    assertThat(WORLD.compute().living()).isEmpty();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    reconcile.run();
    assertThat(row(id).state()).isEqualTo(InstanceState.TERMINATED);
    assertThat(executionState(stop)).isEqualTo("FAILED");
  }

  @Test
  void carriesOutAStopWhoseWorkflowIsLostLongBeforeItsDeadline() {
    var id = published();
    finish(id);
    var stop = WORLD.stop(id, false);
    WORLD.clock().advance(Duration.ofMinutes(7));

    reconcile.run();
    assertThat(WORLD.compute().living()).isEmpty();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    reconcile.run();

    assertThat(executionState(stop)).isEqualTo("SUCCEEDED");
  }

  @Test
  void leavesAStoppedInstanceStoppedWhenAForcedStopIsLate() {
    var id = published();
    finish(id);
    var stop = WORLD.stop(id, true);
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);
    WORLD.clock().advance(Duration.ofMinutes(14));

    reconcile.run();

    assertThat(executionState(stop)).isEqualTo("SUCCEEDED");
    assertThat(row(id).state()).isEqualTo(InstanceState.STOPPED);
  }

  @Test
  void undoesALaunchThatNobodyWorksOnAnyMore() {
    var id = launched();
    finish(id);

    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.LAUNCH_UNDONE, id));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void leavesALaunchAloneThatAnExecutionWorksOn() {
    launched();

    assertThat(reconcile.run().actions()).isEmpty();
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void noticesAnInstanceThatWasEndedElsewhere() {
    var id = published();
    finish(id);
    WORLD.compute().moveAll(State.RUNNING, State.TERMINATED);

    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.FOUND_GONE, id));
    assertThat(row(id).state()).isEqualTo(InstanceState.TERMINATED);
    assertThat(row(id).stopReason()).contains("outside of CloudApp");
    assertThat(WORLD.secrets().all()).isEmpty();
  }

  @Test
  void dealsWithTheOthersWhenOneFails() {
    var first = published();
    finish(first);
    var second = published();
    finish(second);
    WORLD.clock().advance(Duration.ofHours(8));
    WORLD.compute().throttle(1);

    assertThat(reconcile.run().actions())
        .containsExactlyInAnyOrder(
            new Action(Kind.DEFERRED, first), new Action(Kind.EXPIRED, second));
    assertThat(reconcile.run().actions()).contains(new Action(Kind.STOP_FINISHED, first));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void endsWhatHasOutlivedItsTime() {
    var id = published();
    finish(id);
    WORLD.clock().advance(Duration.ofHours(8));

    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.EXPIRED, id));
    assertThat(row(id).stopReason()).startsWith("Its time was over");
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void disposesOfWhatHasBeenStoppedForADay() {
    var id = published();
    finish(id);
    WORLD.execute(
        "update instances set state = 'STOPPED', ended_at = ?", Timestamp.from(WORLD.instant()));
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);

    WORLD.clock().advance(Duration.ofHours(23));
    reconcile.run();
    assertThat(WORLD.compute().living()).hasSize(1);
    WORLD.clock().advance(Duration.ofHours(2));
    reconcile.run();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    reconcile.run();

    assertThat(row(id).state()).isEqualTo(InstanceState.TERMINATED);
  }

  @Test
  void endsAnOrphanOnlyWhenTwoRunsHaveSeenItAfterItsGrace() {
    orphan("i-orphan");

    assertThat(reconcile.run().actions()).isEmpty();
    WORLD.clock().advance(Duration.ofMinutes(11));
    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.ORPHAN_SEEN, "i-orphan"));
    assertThat(WORLD.compute().living()).hasSize(1);

    assertThat(reconcile.run().actions()).contains(new Action(Kind.ORPHAN_ENDED, "i-orphan"));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void endsTheSecondInstanceOfARequestThatHasOne() {
    var id = published();
    finish(id);
    WORLD
        .compute()
        .add(
            new ComputeInstance(
                "i-second",
                State.RUNNING,
                Optional.empty(),
                WORLD.instant(),
                "",
                Map.of(TagName.INSTALL_ID, "test", TagName.EXECUTION_ID, id)));
    WORLD.clock().advance(Duration.ofMinutes(11));

    reconcile.run();
    reconcile.run();

    assertThat(WORLD.compute().living())
        .extracting(ComputeInstance::ec2InstanceId)
        .containsExactly(row(id).ec2InstanceId().orElseThrow());
  }

  @Test
  void leavesAnotherInstallationsInstancesAlone() {
    WORLD
        .compute()
        .add(
            new ComputeInstance(
                "i-other",
                State.RUNNING,
                Optional.empty(),
                WORLD.instant(),
                "",
                Map.of(TagName.INSTALL_ID, "other")));
    WORLD.clock().advance(Duration.ofHours(1));

    reconcile.run();

    assertThat(reconcile.run().actions()).isEmpty();
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void endsNoneAndRaisesTheAlarmWhenTooManySeemToBeOrphans() {
    for (int number = 0; number < 6; number++) {
      orphan("i-" + number);
    }
    WORLD.clock().advance(Duration.ofMinutes(11));

    reconcile.run();
    reconcile.run();

    assertThat(WORLD.compute().living()).hasSize(6);
    assertThat(alarm.raised()).singleElement().asString().contains("6 of 6");
  }

  @Test
  void endsAtMostTenOrphansInARun() {
    for (int number = 0; number < 11; number++) {
      orphan("i-" + number);
    }
    for (int number = 0; number < 120; number++) {
      var id = "i-owned-" + number;
      orphan(id);
      var execution = WORLD.provision();
      WORLD.execute(
          "update instances set state = 'RUNNING', ec2_instance_id = ?, login_published_at = now()"
              + " where id = ?",
          id,
          execution);
      finish(execution);
    }
    WORLD.clock().advance(Duration.ofMinutes(11));

    reconcile.run();
    reconcile.run();

    assertThat(WORLD.compute().living()).hasSize(121);
  }

  @Test
  void endsNothingWhenTheDatabaseWasRestored() {
    var id = published();
    finish(id);
    heartbeats.write(new Heartbeat("test", 100));
    orphan("i-orphan");
    WORLD.clock().advance(Duration.ofHours(9));

    var report = reconcile.run();
    reconcile.run();

    assertThat(report.outcome()).isEqualTo(Outcome.UNTRUSTED);
    assertThat(WORLD.compute().living()).hasSize(2);
    assertThat(row(id).state()).isEqualTo(InstanceState.RUNNING);
    assertThat(alarm.raised()).singleElement().asString().contains("100 runs behind");
  }

  @Test
  void goesOnOnceAnAdminHasDeletedTheHeartbeat() {
    heartbeats.write(new Heartbeat("test", 100));
    reconcile.run();
    heartbeats.forget();

    assertThat(reconcile.run().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void endsNothingForAnotherInstallationsDatabaseOrBucket() {
    heartbeats.write(new Heartbeat("other", 0));
    assertThat(reconcile.run().outcome()).isEqualTo(Outcome.UNTRUSTED);

    heartbeats.forget();
    WORLD.execute("update reconcile_state set install_id = 'other'");
    assertThat(reconcile.run().outcome()).isEqualTo(Outcome.UNTRUSTED);
  }

  @Test
  void doesNothingWhileAnotherRunIsUnderWay() {
    WORLD.get(ReconcileStore.class).asOnlyOne(this::assertNotLeader);

    assertThat(reconcile.run().outcome()).isEqualTo(Outcome.DONE);
  }

  private Outcome assertNotLeader() {
    var outcome = reconcile.run().outcome();
    assertThat(outcome).isEqualTo(Outcome.NOT_LEADER);
    return outcome;
  }

  @Test
  void deletesKeysThatALateCallHasLeftBehind() {
    var id = launched();
    WORLD.get(TerminateInstance.class).terminate(id, id);
    finish(id);
    WORLD.secrets().storeOnce("cloudapp/test/login/" + id, "late");
    WORLD.compute().importKeyPair("cloudapp-" + id, "late");
    WORLD.clock().advance(Duration.ofMinutes(11));

    assertThat(reconcile.run().actions()).containsExactly(new Action(Kind.KEYS_DELETED, id));
    assertThat(WORLD.secrets().all()).isEmpty();
    assertThat(WORLD.compute().keyPairs()).isEmpty();
    assertThat(reconcile.run().actions()).isEmpty();
  }

  @Test
  void deletesASecretThatWasShownAndNotDeleted() {
    var id = published();
    finish(id);
    WORLD.execute(
        "update instances set login_state = 'REVEALED', login_revealed_at = ?",
        Timestamp.from(WORLD.instant()));

    reconcile.run();
    assertThat(WORLD.secrets().all()).hasSize(1);
    WORLD.clock().advance(Duration.ofMinutes(11));
    reconcile.run();

    assertThat(WORLD.secrets().all()).isEmpty();
  }

  private void orphan(String id) {
    surplus(id, "gone-" + id);
  }

  private void surplus(String id, String execution) {
    WORLD
        .compute()
        .add(
            new ComputeInstance(
                id,
                State.RUNNING,
                Optional.empty(),
                WORLD.instant(),
                "",
                Map.of(TagName.INSTALL_ID, "test", TagName.EXECUTION_ID, execution)));
  }

  private String launched() {
    var id = WORLD.provision();
    WORLD.get(LaunchInstance.class).launch(id, 1);
    return id;
  }

  private String published() {
    var id = launched();
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    WORLD.get(ReadBoot.class).read(id, Optional.of(id));
    WORLD.get(PublishLogin.class).publish(id);
    return id;
  }

  private void finish(String execution) {
    executions.succeed(execution);
  }

  private InstanceRow row(String id) {
    return instances.find(id).orElseThrow();
  }

  private static String executionState(String id) {
    return WORLD
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select state from executions where id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
  }
}
