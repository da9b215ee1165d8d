package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgottenInstanceTest {

  private static final World WORLD = new World();

  private final ReadBoot boot = WORLD.get(ReadBoot.class);
  private final TerminateInstance terminate = WORLD.get(TerminateInstance.class);
  private final ForceStop forceStop = WORLD.get(ForceStop.class);
  private final InstanceStore instances = WORLD.get(InstanceStore.class);

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void isForgottenWhenEc2SaysOftenEnoughThatItDoesNotKnowIt() {
    var id = runningSinceLong();
    var stop = WORLD.stop(id, true);
    WORLD.compute().forget(ec2Id(id));
    terminate.terminate(id, stop);

    assertThat(looks(id, stop)).isEqualTo(InstanceState.STOPPING);
    WORLD.clock().advance(Duration.ofSeconds(6));
    assertThat(looks(id, stop)).isEqualTo(InstanceState.STOPPING);
    WORLD.clock().advance(Duration.ofSeconds(6));

    assertThat(looks(id, stop)).isEqualTo(InstanceState.TERMINATED);
    assertThat(row(id).endEvidence())
        .contains("TerminateInstances " + ec2Id(id) + ": InvalidInstanceID.NotFound")
        .contains("DescribeInstances " + ec2Id(id) + ": InvalidInstanceID.NotFound");
    assertThat(row(id).endedAt()).isPresent();
  }

  @Test
  void leavesTheEvidenceInTheAuditLog() {
    var id = runningSinceLong();
    var stop = WORLD.stop(id, true);
    WORLD.compute().forget(ec2Id(id));
    for (int look = 0; look < 4; look++) {
      looks(id, stop);
      WORLD.clock().advance(Duration.ofSeconds(6));
    }

    var entries =
        WORLD
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select detail from audit_events where action = 'INSTANCE_FORGOTTEN'"
                                + " and target = :id and outcome = 'DONE'")
                        .bind("id", "instance/" + id)
                        .mapTo(String.class)
                        .list());
    assertThat(entries)
        .singleElement()
        .asString()
        .contains("DescribeInstances")
        .contains("InvalidInstanceID.NotFound");
  }

  @Test
  void isNotForgottenForManyAnswersAtOnce() {
    var id = runningSinceLong();
    var stop = WORLD.stop(id, true);
    WORLD.compute().forget(ec2Id(id));

    for (int look = 0; look < 20; look++) {
      assertThat(looks(id, stop)).isEqualTo(InstanceState.STOPPING);
    }
    assertThat(row(id).unknownSightings()).isEqualTo(1);
  }

  @Test
  void isNotForgottenWhenEc2ShowsItInBetween() {
    var id = runningSinceLong();
    var stop = WORLD.stop(id, true);
    var instance = WORLD.compute().living().getFirst();
    WORLD.compute().forget(instance.ec2InstanceId());
    looks(id, stop);
    WORLD.clock().advance(Duration.ofSeconds(6));
    looks(id, stop);
    WORLD.compute().add(instance);
    looks(id, stop);
    WORLD.compute().forget(instance.ec2InstanceId());
    WORLD.clock().advance(Duration.ofSeconds(6));

    assertThat(looks(id, stop)).isEqualTo(InstanceState.STOPPING);
    assertThat(row(id).unknownSightings()).isEqualTo(1);
  }

  @Test
  void isNotForgottenSoonAfterItsLaunch() {
    var id = running();
    var stop = WORLD.stop(id, true);
    WORLD.compute().forget(ec2Id(id));

    for (int look = 0; look < 5; look++) {
      assertThat(looks(id, stop)).isEqualTo(InstanceState.STOPPING);
      WORLD.clock().advance(Duration.ofSeconds(10));
    }
  }

  @Test
  void countsTheAnswerToAForcedStop() {
    var id = runningSinceLong();
    var stop = WORLD.stop(id, true);
    WORLD.compute().forget(ec2Id(id));

    assertThat(forceStop.stop(stop, id)).isInstanceOf(Outcome.Refused.class);

    assertThat(row(id).unknownSightings()).isEqualTo(1);
  }

  @Test
  void isStoppedByForceOnceMoreWhenItHangsInItsStop() {
    var id = runningSinceLong();
    WORLD.compute().moveAll(State.RUNNING, State.STOPPING);
    var stop = WORLD.stop(id, true);
    WORLD.calls().runThrough();

    forceStop.stop(stop, id);

    assertThat(WORLD.calls().made()).contains("StopInstances");
  }

  private InstanceState looks(String id, String stop) {
    return ((Outcome.Done<ReadBoot.Boot>) boot.read(id, Optional.of(stop))).value().state();
  }

  private String runningSinceLong() {
    var id = running();
    WORLD.clock().advance(Duration.ofHours(1));
    return id;
  }

  private String running() {
    var id = WORLD.provision();
    WORLD.get(LaunchInstance.class).launch(id);
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    boot.read(id, Optional.of(id));
    WORLD.get(PublishLogin.class).publish(id);
    return id;
  }

  private String ec2Id(String id) {
    return row(id).ec2InstanceId().orElseThrow();
  }

  private InstanceRow row(String id) {
    return instances.find(id).orElseThrow();
  }
}
