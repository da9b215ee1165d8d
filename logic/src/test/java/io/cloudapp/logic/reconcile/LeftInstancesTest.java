package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.reconcile.ReconcileReport.Action;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import java.sql.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftInstancesTest {

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
  void endsAStoppedInstanceThatSomeoneStartedAgain() {
    var id = scene.published();
    scene.finish(id);
    scene.executions().succeed(WORLD.stop(id, true));
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);
    WORLD.execute(
        "update instances set state = 'STOPPED', ended_at = ?", Timestamp.from(WORLD.instant()));
    WORLD.compute().moveAll(State.STOPPED, State.RUNNING);

    assertThat(scene.run().actions()).isEmpty();
    WORLD.clock().advance(Duration.ofMinutes(6));
    scene.run();

    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void undoesALaunchThatNobodyWorksOnAnyMore() {
    var id = scene.launched();
    scene.finish(id);

    assertThat(scene.run().actions()).containsExactly(new Action(Kind.LAUNCH_UNDONE, id));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void leavesALaunchAloneThatAnExecutionWorksOn() {
    scene.launched();

    assertThat(scene.run().actions()).isEmpty();
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void noticesAnInstanceThatWasEndedElsewhere() {
    var id = scene.published();
    scene.finish(id);
    WORLD.compute().moveAll(State.RUNNING, State.TERMINATED);

    assertThat(scene.run().actions())
        .containsExactly(new Action(Kind.FOUND_GONE, id), new Action(Kind.OWNER_TOLD, id));
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.TERMINATED);
    assertThat(scene.row(id).stopReason()).contains("outside of CloudApp");
    assertThat(WORLD.secrets().all()).isEmpty();
  }

  @Test
  void dealsWithTheOthersWhenOneFails() {
    var first = scene.published();
    scene.finish(first);
    var second = scene.published();
    scene.finish(second);
    WORLD.clock().advance(Duration.ofHours(8));
    WORLD.compute().throttle(1);

    assertThat(scene.run().actions())
        .containsExactlyInAnyOrder(
            new Action(Kind.DEFERRED, first),
            new Action(Kind.EXPIRED, second),
            new Action(Kind.OWNER_TOLD, first),
            new Action(Kind.OWNER_TOLD, second));
    assertThat(scene.run().actions()).contains(new Action(Kind.STOP_FINISHED, first));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void endsWhatHasOutlivedItsTime() {
    var id = scene.published();
    scene.finish(id);
    WORLD.clock().advance(Duration.ofHours(8));

    assertThat(scene.run().actions())
        .containsExactly(new Action(Kind.EXPIRED, id), new Action(Kind.OWNER_TOLD, id));
    assertThat(scene.row(id).stopReason()).startsWith("Its time was over");
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void disposesOfWhatHasBeenStoppedForADay() {
    var id = scene.published();
    scene.finish(id);
    WORLD.execute(
        "update instances set state = 'STOPPED', ended_at = ?", Timestamp.from(WORLD.instant()));
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);

    WORLD.clock().advance(Duration.ofHours(23));
    scene.run();
    assertThat(WORLD.compute().living()).hasSize(1);
    WORLD.clock().advance(Duration.ofHours(2));
    scene.run();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    scene.run();

    assertThat(scene.row(id).state()).isEqualTo(InstanceState.TERMINATED);
  }

  @Test
  void deletesKeysThatALateCallHasLeftBehind() {
    var id = scene.launched();
    WORLD.get(TerminateInstance.class).terminate(id, id);
    scene.finish(id);
    WORLD.secrets().storeOnce("cloudapp/test/login/" + id, "late");
    WORLD.compute().importKeyPair("cloudapp-test-" + id, "late");
    WORLD.clock().advance(Duration.ofMinutes(11));

    assertThat(scene.run().actions()).containsExactly(new Action(Kind.KEYS_DELETED, id));
    assertThat(WORLD.secrets().all()).isEmpty();
    assertThat(WORLD.compute().keyPairs()).isEmpty();
    assertThat(scene.run().actions()).isEmpty();
  }

  @Test
  void deletesASecretThatWasShownAndNotDeleted() {
    var id = scene.published();
    scene.finish(id);
    WORLD.execute(
        "update instances set login_state = 'REVEALED', login_revealed_at = ?",
        Timestamp.from(WORLD.instant()));

    scene.run();
    assertThat(WORLD.secrets().all()).hasSize(1);
    WORLD.clock().advance(Duration.ofMinutes(11));
    scene.run();

    assertThat(WORLD.secrets().all()).isEmpty();
  }
}
