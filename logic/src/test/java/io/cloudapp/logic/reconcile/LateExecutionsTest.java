package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.instance.LaunchInstance;
import io.cloudapp.logic.instance.PublishLogin;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.reconcile.ReconcileReport.Action;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateExecutionsTest {

  private static final World WORLD = new World();

  private final Scene scene = new Scene(WORLD);

  @BeforeEach
  void reset() {
    scene.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void startsWhatWasAcceptedAndNeverStarted() {
    var id = WORLD.provision();
    WORLD.execute("update executions set state = 'ACCEPTED'");

    assertThat(scene.run().actions()).isEmpty();
    WORLD.clock().advance(Duration.ofSeconds(31));

    assertThat(scene.run().actions()).containsExactly(new Action(Kind.WORKFLOW_STARTED, id));
    assertThat(scene.startedWorkflows()).containsExactly(id);
  }

  @Test
  void endsAProvisionThatMissesItsDeadlineAndLeavesNothing() {
    var id = scene.launched();
    WORLD.clock().advance(Duration.ofMinutes(14));

    var report = scene.run();

    assertThat(report.actions())
        .contains(new Action(Kind.LAUNCH_UNDONE, id), new Action(Kind.EXECUTION_FAILED, id));
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.FAILED);
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
    scene.run();
    scene.run();
    WORLD.compute().showAll();
    scene.run();

    assertThat(scene.executionState(id)).isEqualTo("FAILED");
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.FAILED);
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void neverFailsARequestWhoseInstanceWasHandedOverAtTheLastMoment() {
    var id = scene.published();

    assertThat(scene.executions().fail(id, Problem.of(ProblemType.DEADLINE_PASSED, "Too late.")))
        .isFalse();

    assertThat(scene.executionState(id)).isEqualTo("RUNNING");
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.RUNNING);
  }

  @Test
  void takesALaunchFromItsWorkflowTogetherWithTheFailure() {
    var id = scene.launched();
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    WORLD.get(ReadBoot.class).read(id, Optional.of(id));

    assertThat(scene.executions().fail(id, Problem.of(ProblemType.DEADLINE_PASSED, "Too late.")))
        .isTrue();
    WORLD.get(PublishLogin.class).publish(id);
    scene.run();

    assertThat(scene.row(id).loginPublishedAt()).isEmpty();
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.FAILED);
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void takesAPublishedInstanceForASuccessThoughItsWorkflowIsLost() {
    var id = scene.published();
    WORLD.clock().advance(Duration.ofMinutes(7));

    assertThat(scene.run().actions()).containsExactly(new Action(Kind.EXECUTION_SUCCEEDED, id));
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.RUNNING);
  }

  @Test
  void finishesAStopWhoseWorkflowIsLost() {
    var id = scene.published();
    scene.finish(id);
    var stop = WORLD.stop(id, false);
    WORLD.clock().advance(Duration.ofMinutes(14));

    scene.run();

    assertThat(WORLD.compute().living()).isEmpty();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    scene.run();
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.TERMINATED);
    assertThat(scene.executionState(stop)).isEqualTo("FAILED");
  }

  @Test
  void carriesOutAStopWhoseWorkflowIsLostLongBeforeItsDeadline() {
    var id = scene.published();
    scene.finish(id);
    var stop = WORLD.stop(id, false);
    WORLD.clock().advance(Duration.ofMinutes(7));

    scene.run();
    assertThat(WORLD.compute().living()).isEmpty();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    scene.run();

    assertThat(scene.executionState(stop)).isEqualTo("SUCCEEDED");
  }

  @Test
  void leavesAStoppedInstanceStoppedWhenAForcedStopIsLate() {
    var id = scene.published();
    scene.finish(id);
    var stop = WORLD.stop(id, true);
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);
    WORLD.clock().advance(Duration.ofMinutes(14));

    scene.run();

    assertThat(scene.executionState(stop)).isEqualTo("SUCCEEDED");
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.STOPPED);
  }
}
