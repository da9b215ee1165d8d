package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.metric.RememberedMetrics;
import io.cloudapp.logic.reconcile.ReconcileReport.Action;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrphansTest {

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
  void endsAtOnceWhatTheDatabaseKnowsToBeOneTooMany() {
    var id = scene.published();
    scene.finish(id);
    var own = scene.row(id).ec2InstanceId().orElseThrow();
    var ended = scene.launched();
    WORLD.get(TerminateInstance.class).terminate(ended, ended);
    scene.finish(ended);
    scene.surplus("i-second", id);
    scene.surplus("i-late", ended);

    scene.run();

    assertThat(WORLD.compute().living())
        .extracting(ComputeInstance::ec2InstanceId)
        .containsExactly(own);
  }

  @Test
  void endsAnOrphanOnlyWhenTwoRunsHaveSeenItAfterItsGrace() {
    scene.orphan("i-orphan");

    assertThat(scene.run().actions()).isEmpty();
    WORLD.clock().advance(Duration.ofMinutes(11));
    assertThat(scene.run().actions()).containsExactly(new Action(Kind.ORPHAN_SEEN, "i-orphan"));
    assertThat(WORLD.compute().living()).hasSize(1);

    assertThat(scene.run().actions()).contains(new Action(Kind.ORPHAN_ENDED, "i-orphan"));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void countsTheOrphansOfEachWholeRunAlsoWhenThereAreNone() {
    var metrics = WORLD.get(RememberedMetrics.class);
    var before = metrics.orphans().size();
    scene.run();
    scene.orphan("i-orphan");
    WORLD.clock().advance(Duration.ofMinutes(11));
    scene.run();

    assertThat(metrics.orphans().subList(before, metrics.orphans().size())).containsExactly(0, 1);
  }

  @Test
  void endsTheSecondInstanceOfARequestThatHasOne() {
    var id = scene.published();
    scene.finish(id);
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

    scene.run();
    scene.run();

    assertThat(WORLD.compute().living())
        .extracting(ComputeInstance::ec2InstanceId)
        .containsExactly(scene.row(id).ec2InstanceId().orElseThrow());
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

    scene.run();

    assertThat(scene.run().actions()).isEmpty();
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void endsNoneAndRaisesTheAlarmWhenTooManySeemToBeOrphans() {
    for (int number = 0; number < 6; number++) {
      scene.orphan("i-" + number);
    }
    WORLD.clock().advance(Duration.ofMinutes(11));

    scene.run();
    scene.run();

    assertThat(WORLD.compute().living()).hasSize(6);
    assertThat(scene.alarms()).singleElement().asString().contains("6 of 6");
  }

  @Test
  void endsAtMostTenOrphansInARun() {
    for (int number = 0; number < 11; number++) {
      scene.orphan("i-" + number);
    }
    for (int number = 0; number < 120; number++) {
      scene.owned("i-owned-" + number);
    }
    WORLD.clock().advance(Duration.ofMinutes(11));

    scene.run();
    scene.run();

    assertThat(WORLD.compute().living()).hasSize(121);
  }

  @Test
  void endsAtMostTenInARunWhicheverRuleFindsThem() {
    for (int number = 0; number < 120; number++) {
      scene.owned("i-owned-" + number);
    }
    for (int number = 0; number < 6; number++) {
      scene.orphan("i-orphan-" + number);
    }
    WORLD.clock().advance(Duration.ofMinutes(11));
    scene.run();
    var id = scene.published();
    scene.finish(id);
    for (int number = 0; number < 6; number++) {
      scene.surplus("i-surplus-" + number, id);
    }
    var before = WORLD.compute().living().size();

    var report = scene.run();

    assertThat(before - WORLD.compute().living().size()).isEqualTo(10);
    assertThat(report.actions())
        .filteredOn(action -> action.kind() == Kind.DEFERRED)
        .as("the two that the next run ends")
        .hasSize(2);
    scene.run();
    assertThat(before - WORLD.compute().living().size()).isEqualTo(12);
  }

  @Test
  void countsLeftLaunchesAmongTheTen() {
    for (int number = 0; number < 11; number++) {
      scene.finish(scene.launched());
    }

    scene.run();

    assertThat(WORLD.compute().living()).hasSize(1);
    scene.run();
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void endsEveryoneWhoseTimeIsOverAtOnce() {
    for (int number = 0; number < 11; number++) {
      scene.finish(scene.published());
    }
    WORLD.clock().advance(Duration.ofHours(8));

    scene.run();

    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void knowsAnInstanceThatBelongsToNobodyFromTheFirstLookUntilItIsGone() {
    var known = WORLD.get(UnclaimedInstances.class);
    scene.orphan("i-orphan");

    scene.run();
    assertThat(known.list(10))
        .singleElement()
        .satisfies(it -> assertThat(it.instanceType()).isEqualTo("t3.micro"))
        .satisfies(it -> assertThat(it.firstSeenAt()).isEqualTo(WORLD.instant()));
    WORLD.clock().advance(Duration.ofMinutes(11));
    scene.run();
    scene.run();
    scene.run();

    assertThat(known.list(10)).isEmpty();
  }
}
