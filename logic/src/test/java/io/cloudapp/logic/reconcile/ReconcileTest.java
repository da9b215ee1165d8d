package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void keepsWhatARunSawAndDid() {
    scene.finish(scene.published());
    WORLD.clock().advance(Duration.ofHours(9));

    scene.run();

    assertThat(scene.history().last().orElseThrow())
        .satisfies(run -> assertThat(run.outcome()).isEqualTo("done"))
        .satisfies(run -> assertThat(run.ec2Instances()).isEqualTo(1))
        .satisfies(run -> assertThat(run.rows()).isEqualTo(1))
        .satisfies(
            run -> assertThat(run.actions()).extracting(it -> it.kind()).contains("expired"));
    assertThat(scene.history().notable(5)).hasSize(1);
  }

  @Test
  void keepsWhyARunRefusedToAct() {
    scene.heartbeats().write(new Heartbeat("test", 100));

    scene.run();

    assertThat(scene.history().notable(1).getFirst())
        .satisfies(run -> assertThat(run.outcome()).isEqualTo("untrusted"))
        .satisfies(run -> assertThat(run.alarms().getFirst()).contains("100 runs behind"));
    assertThat(scene.history().lastDone()).isEmpty();
  }

  @Test
  void keepsThatARunBrokeOff() {
    WORLD.calls().crashAt(0, false);

    assertThatThrownBy(scene::run).hasMessageStartingWith("crashed");

    assertThat(scene.history().last().orElseThrow().outcome()).isEqualTo("failed");
  }

  @Test
  void forgetsRunsAfterThirtyDaysAndTellsOfNoneInWhichNothingHappened() {
    scene.run();
    WORLD.clock().advance(Duration.ofDays(31));
    scene.run();

    var kept =
        WORLD
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select count(*) from reconcile_runs")
                        .mapTo(Integer.class)
                        .one());
    assertThat(kept).isEqualTo(1);
    assertThat(scene.history().notable(5)).isEmpty();
  }
}
