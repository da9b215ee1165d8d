package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.World;
import io.cloudapp.logic.reconcile.Heartbeats.Heartbeat;
import io.cloudapp.logic.reconcile.ReconcileReport.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileTest {

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
  void endsNothingWhenTheDatabaseWasRestored() {
    var id = scene.published();
    scene.finish(id);
    scene.heartbeats().write(new Heartbeat("test", 100));
    scene.orphan("i-orphan");
    WORLD.clock().advance(Duration.ofHours(9));

    var report = scene.run();
    scene.run();

    assertThat(report.outcome()).isEqualTo(Outcome.UNTRUSTED);
    assertThat(WORLD.compute().living()).hasSize(2);
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.RUNNING);
    assertThat(scene.alarms()).singleElement().asString().contains("100 runs behind");
  }

  @Test
  void goesOnOnceAnAdminHasDeletedTheHeartbeat() {
    scene.heartbeats().write(new Heartbeat("test", 100));
    scene.run();
    scene.heartbeats().forget();

    assertThat(scene.run().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void endsNothingForAnotherInstallationsDatabaseOrBucket() {
    scene.heartbeats().write(new Heartbeat("other", 0));
    assertThat(scene.run().outcome()).isEqualTo(Outcome.UNTRUSTED);

    scene.heartbeats().forget();
    WORLD.execute("update reconcile_state set install_id = 'other'");
    assertThat(scene.run().outcome()).isEqualTo(Outcome.UNTRUSTED);
  }

  @Test
  void doesNothingWhileAnotherRunIsUnderWay() {
    WORLD.get(ReconcileStore.class).asOnlyOne(this::assertNotLeader);

    assertThat(scene.run().outcome()).isEqualTo(Outcome.DONE);
  }

  private Outcome assertNotLeader() {
    var outcome = scene.run().outcome();
    assertThat(outcome).isEqualTo(Outcome.NOT_LEADER);
    return outcome;
  }

  @Test
  void tellsTheAdminsAgainAfterAnHourAndNotEveryMinute() {
    scene.heartbeats().write(new Heartbeat("test", 100));

    scene.run();
    scene.run();
    assertThat(scene.alarms()).hasSize(1);
    WORLD.clock().advance(Duration.ofMinutes(61));
    scene.run();

    assertThat(scene.alarms()).hasSize(2);
  }

  @Test
  void tellsTheAdminsInTheNextRunWhenTheyCannotBeReachedNow() {
    scene.heartbeats().write(new Heartbeat("test", 100));
    scene.notifier().unreachable();
    assertThat(scene.run().outcome()).isEqualTo(Outcome.UNTRUSTED);
    scene.notifier().reset();

    scene.run();

    assertThat(scene.alarms()).hasSize(1);
  }
}
