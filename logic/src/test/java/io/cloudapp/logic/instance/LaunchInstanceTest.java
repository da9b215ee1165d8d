package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.instance.LaunchInstance.Launched;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchInstanceTest {

  private static final World WORLD = new World();

  private final LaunchInstance launch = WORLD.get(LaunchInstance.class);
  private final TerminateInstance terminate = WORLD.get(TerminateInstance.class);
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
  void launchesWithEverythingThatTheConfigurationSays() {
    var id = WORLD.provision();

    var launched = done(launch.launch(id));

    var order = WORLD.compute().onlyOrder();
    assertThat(launched.instanceId()).isEqualTo(id);
    assertThat(order.clientToken()).matches("[0-9a-f]{64}");
    assertThat(order.instanceType()).isEqualTo("t3.micro");
    assertThat(order.disk().sizeGigabytes()).isEqualTo(10);
    assertThat(order.image().id()).isEqualTo("ami-1");
    assertThat(order.keyPairName()).contains("cloudapp-test-" + id);
    assertThat(order.userData()).startsWith("#cloud-config\n");
    assertThat(order.tags())
        .containsEntry(TagName.INSTALL_ID, "test")
        .containsEntry(TagName.EXECUTION_ID, id)
        .containsEntry(TagName.OWNER, "ada")
        .containsEntry(TagName.CONFIGURATION, "nginx v1")
        .containsEntry(TagName.EXPIRES_AT, "2026-11-21T20:00:00Z")
        .containsKey(TagName.NAME);
    assertThat(WORLD.compute().groups()).containsOnlyKeys("cloudapp-test-nginx-v1");
    assertThat(WORLD.secrets().all()).containsOnlyKeys("cloudapp/test/login/" + id);
    assertThat(WORLD.compute().keyPairs().get("cloudapp-test-" + id))
        .startsWith("ssh-ed25519 AAAA");
  }

  @Test
  void answersARepeatWithTheSameInstance() {
    var id = WORLD.provision();

    var first = done(launch.launch(id));

    assertThat(done(launch.launch(id))).isEqualTo(first);
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void makesNoKeyAtAllForAnOwnerWithAKeyOfTheirOwn() {
    WORLD.addKey("ssh-ed25519 AAAAown", "laptop");
    WORLD.addKey("ssh-rsa AAAAother", "work");
    var id = WORLD.provision();

    done(launch.launch(id));

    assertThat(WORLD.secrets().all()).isEmpty();
    assertThat(WORLD.compute().keyPairs()).isEmpty();
    assertThat(WORLD.compute().onlyOrder().userData())
        .contains("ssh-ed25519 AAAAown laptop", "ssh-rsa AAAAother work");
    assertThat(row(id).loginState()).isEqualTo(LoginState.OWN_KEY);
  }

  @Test
  void repeatsTheSameOrderAfterALostAnswer() {
    var id = WORLD.provision();
    WORLD.compute().loseAnswers(2);

    assertRefused(launch.launch(id), ProblemType.TRY_LATER);
    var token = row(id).clientToken();
    assertRefused(launch.launch(id), ProblemType.TRY_LATER);
    done(launch.launch(id));

    assertThat(row(id).clientToken()).isEqualTo(token);
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void repeatsTheSameOrderAfterTheConfigurationsImageHasChanged() {
    var id = WORLD.provision();
    WORLD.compute().loseAnswers(1);
    launch.launch(id);
    WORLD.addKey("ssh-ed25519 AAAAnew", "new");

    done(launch.launch(id));

    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subnet-a", "subnet-b"})
  void takesTheOtherZoneWhenOneIsFull(String full) {
    var id = WORLD.provision();
    WORLD.compute().fill(full);

    done(launch.launch(id));

    assertThat(WORLD.compute().onlyOrder().subnetId()).isNotEqualTo(full);
  }

  @Test
  void saysSoWhenAllZonesAreFull() {
    var id = WORLD.provision();
    WORLD.compute().fill("subnet-a");
    WORLD.compute().fill("subnet-b");

    assertRefused(launch.launch(id), ProblemType.NO_CAPACITY);

    assertThat(row(id).clientToken()).isEmpty();
    assertRefused(launch.launch(id), ProblemType.NO_CAPACITY);
  }

  @Test
  void believesNoRefusalWhileAnotherRunsCallIsUnderWay() {
    var id = WORLD.provision();
    WORLD.compute().throttle(1);
    assertRefused(launch.launch(id), ProblemType.TRY_LATER);
    var token = row(id).clientToken().orElseThrow();
    assertThat(instances.beginLaunchCall(id, token)).isPresent();
    WORLD.compute().fill("subnet-a");
    WORLD.compute().fill("subnet-b");

    assertRefused(launch.launch(id), ProblemType.TRY_LATER);

    assertThat(row(id).clientToken()).contains(token);
    instances.endLaunchCall(id, token);
    assertRefused(launch.launch(id), ProblemType.NO_CAPACITY);
  }

  @Test
  void keepsTheZoneWhenItIsThrottled() {
    var id = WORLD.provision();
    WORLD.compute().throttle(1);

    assertRefused(launch.launch(id), ProblemType.TRY_LATER);
    var zone = row(id).zone();
    done(launch.launch(id));

    assertThat(row(id).zone()).isEqualTo(zone);
  }

  @Test
  void saysWhatAwsRefusedForGood() {
    var id = WORLD.provision();
    WORLD.compute().refuse("VcpuLimitExceeded");

    assertRefused(launch.launch(id), ProblemType.LAUNCH_REFUSED);
  }

  @Test
  void launchesNothingOnceAStopHasTakenTheRow() {
    var id = WORLD.provision();
    WORLD.stop(id, false);

    assertRefused(launch.launch(id), ProblemType.STOPPED_MEANWHILE);

    assertThat(WORLD.calls().made()).isEmpty();
  }

  @Test
  void knowsNoInstanceOfAnUnknownRequest() {
    assertRefused(launch.launch("nobody"), ProblemType.NOT_FOUND);
  }

  @Test
  void launchesOnceHoweverManyRunsAreAtWork() throws Exception {
    var id = WORLD.provision();
    WORLD.compute().loseAnswers(3);
    Callable<Outcome<Launched>> run = () -> launch.launch(id);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(Collections.nCopies(12, run))) {
        assertThat(answer.state()).isEqualTo(Future.State.SUCCESS);
      }
    }
    done(launch.launch(id));

    assertThat(WORLD.compute().living()).hasSize(1);
    assertThat(WORLD.secrets().all()).hasSize(1);
  }

  /** Whatever call a crash precedes or follows: one instance, and after an undo nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesOneInstanceAfterACrashAnywhereAndNothingAfterAnUndo(boolean after) {
    var launches = new ArrayList<String>();
    for (int crash = 0; launches.isEmpty(); crash++) {
      WORLD.reset();
      var id = WORLD.provision();
      WORLD.calls().crashAt(crash, after);
      if (!crashes(id)) {
        launches.add(id);
      }
      WORLD.calls().runThrough();
      done(launch.launch(id));
      assertThat(WORLD.compute().living()).as("crash at %d", crash).hasSize(1);
      assertThat(WORLD.secrets().all()).hasSize(1);

      for (int undoCrash = 0; undoCrash < 6; undoCrash++) {
        WORLD.calls().crashAt(undoCrash, after);
        try {
          terminate.terminate(id, id);
        } catch (RemoteCalls.Crash crashed) {
          assertThat(crashed).hasMessageContaining(after ? "after" : "before");
        }
      }
      assertNothingIsLeft(id);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNothingWhenItIsUndoneRightAfterACrash(boolean after) {
    for (int crash = 0; crash < 6; crash++) {
      WORLD.reset();
      var id = WORLD.provision();
      WORLD.calls().crashAt(crash, after);
      crashes(id);
      WORLD.calls().runThrough();

      var undone = terminate.terminate(id, id);

      assertThat(undone).isInstanceOf(Outcome.Done.class);
      assertNothingIsLeft(id);
      assertRefused(launch.launch(id), ProblemType.STOPPED_MEANWHILE);
      assertNothingIsLeft(id);
    }
  }

  @Test
  void crashesWhereTheTestsSaySo() {
    var id = WORLD.provision();
    WORLD.calls().crashAt(0, false);

    assertThatThrownBy(() -> launch.launch(id)).isInstanceOf(RemoteCalls.Crash.class);
  }

  private boolean crashes(String id) {
    try {
      launch.launch(id);
      return false;
    } catch (RemoteCalls.Crash crash) {
      return true;
    }
  }

  private void assertNothingIsLeft(String id) {
    assertThat(WORLD.compute().living()).isEmpty();
    assertThat(WORLD.secrets().all()).isEmpty();
    assertThat(WORLD.compute().keyPairs()).isEmpty();
    assertThat(row(id).state()).isEqualTo(InstanceState.FAILED);
  }

  private InstanceRow row(String id) {
    return instances.find(id).orElseThrow();
  }

  private static Launched done(Outcome<Launched> outcome) {
    return ((Outcome.Done<Launched>) outcome).value();
  }

  private static void assertRefused(Outcome<?> outcome, ProblemType type) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused<?>) outcome).problem().type()).isEqualTo(type.uri());
  }
}
