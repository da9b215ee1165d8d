package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.instance.ReadBoot.Boot;
import io.cloudapp.logic.instance.TerminateInstance.Ended;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceLifeTest {

  private static final World WORLD = new World();

  private final LaunchInstance launch = WORLD.get(LaunchInstance.class);
  private final ReadBoot boot = WORLD.get(ReadBoot.class);
  private final PublishLogin publish = WORLD.get(PublishLogin.class);
  private final RevealLogin reveal = WORLD.get(RevealLogin.class);
  private final TerminateInstance terminate = WORLD.get(TerminateInstance.class);
  private final ForceStop forceStop = WORLD.get(ForceStop.class);
  private final ReadInstances read = WORLD.get(ReadInstances.class);
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
  void showsATestOfADraftToNobodyButTheAdminWhoLaunchedIt() {
    var id = launched();
    WORLD
        .jdbi()
        .useHandle(handle -> handle.execute("update instances set test = true where id = ?", id));
    var launcher = new Caller(World.OWNER, "ada", Role.ADMIN, "s1");
    var otherAdmin = new Caller(World.ADMIN, "root", Role.ADMIN, "s2");
    var everything = InstanceFilter.none();

    assertThat(read.find(launcher, id).orElseThrow().test()).isTrue();
    assertThat(read.list(launcher, everything, Optional.empty(), 10).items()).hasSize(1);
    assertThat(read.find(otherAdmin, id)).isEmpty();
    assertThat(read.list(otherAdmin, everything, Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void isPendingUntilEc2SaysThatItRuns() {
    var id = launched();

    assertThat(done(boot.read(id, Optional.of(id)))).isEqualTo(Boot.of(InstanceState.PENDING));
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);

    assertThat(done(boot.read(id, Optional.of(id))))
        .isEqualTo(new Boot(InstanceState.RUNNING, true, false));
    assertThat(row(id).host()).isPresent();
    assertThat(row(id).launchedAt()).contains(WORLD.instant());
  }

  @Test
  void isPendingWhileEc2DoesNotShowItYet() {
    WORLD.compute().hideNewInstances();
    var id = launched();

    assertThat(done(boot.read(id, Optional.of(id)))).isEqualTo(Boot.of(InstanceState.PENDING));
  }

  @Test
  void saysSoWhenEc2EndsItDuringTheBoot() {
    var id = launched();
    WORLD.compute().moveAll(State.PENDING, State.TERMINATED);

    assertRefused(boot.read(id, Optional.of(id)), ProblemType.LAUNCH_REFUSED);
  }

  @Test
  void tellsTheProvisionThatAStopTookOver() {
    var id = launched();
    WORLD.stop(id, false);

    assertRefused(boot.read(id, Optional.of(id)), ProblemType.STOPPED_MEANWHILE);
    assertRefused(publish.publish(id), ProblemType.STOPPED_MEANWHILE);
  }

  @Test
  void publishesOnlyARunningInstance() {
    var id = launched();

    assertRefused(publish.publish(id), ProblemType.INSTANCE_NOT_READY);
  }

  @Test
  void revealsTheKeyOnceToItsOwner() {
    var id = published();

    var details = done(reveal.reveal(id, World.owner()));

    assertThat(details.privateKey().orElseThrow())
        .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
        .endsWith("-----END OPENSSH PRIVATE KEY-----\n");
    assertThat(details.sshCommand()).startsWith("ssh -i ").endsWith("ec2-user@" + details.host());
    assertThat(WORLD.secrets().all()).isEmpty();
    assertRefused(reveal.reveal(id, World.owner()), ProblemType.LOGIN_REVEALED);
  }

  @Test
  void revealsTheKeyOnceHoweverManyAskAtOnce() throws Exception {
    var id = published();
    Callable<Outcome<?>> ask = () -> reveal.reveal(id, World.owner());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = threads.invokeAll(IntStream.range(0, 12).mapToObj(_ -> ask).toList());
      var shown =
          answers.stream().filter(answer -> answer.resultNow() instanceof Outcome.Done<?>).count();
      assertThat(shown).isEqualTo(1);
    }
  }

  @Test
  void hidesTheKeyFromEveryoneElse() {
    var id = published();

    assertRefused(reveal.reveal(id, World.admin()), ProblemType.NOT_FOUND);
    assertRefused(reveal.reveal("nothing", World.owner()), ProblemType.NOT_FOUND);
  }

  @Test
  void revealsNothingBeforeItIsPublished() {
    var id = launched();

    assertRefused(reveal.reveal(id, World.owner()), ProblemType.INSTANCE_NOT_READY);
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    boot.read(id, Optional.of(id));
    assertRefused(reveal.reveal(id, World.owner()), ProblemType.INSTANCE_NOT_READY);
  }

  @Test
  void keepsTheKeyWhenItCouldNotBeRead() {
    var id = published();
    WORLD.secrets().goDown(true);
    assertRefused(reveal.reveal(id, World.owner()), ProblemType.TRY_LATER);
    WORLD.secrets().goDown(false);

    assertThat(done(reveal.reveal(id, World.owner())).privateKey()).isPresent();
  }

  @Test
  void showsNothingTwiceAfterACrashInTheMiddle() {
    for (int crash = 0; crash < 2; crash++) {
      for (var after : new boolean[] {false, true}) {
        reset();
        var id = published();
        WORLD.calls().crashAt(crash, after);
        var shown = 0;
        for (int attempt = 0; attempt < 3; attempt++) {
          try {
            shown += reveal.reveal(id, World.owner()) instanceof Outcome.Done<?> ? 1 : 0;
          } catch (RuntimeException crashed) {
            assertThat(crashed).hasMessageStartingWith("crashed at");
          }
        }
        assertThat(shown).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void tellsTheOwnerOfAnOwnKeyTheHostAnyTime() {
    WORLD.addKey("ssh-rsa A", "laptop");
    var id = published();

    assertThat(done(reveal.reveal(id, World.owner())).privateKey()).isEmpty();
    assertThat(done(reveal.reveal(id, World.owner())).sshCommand()).startsWith("ssh ec2-user@");
  }

  @Test
  void endsForItsOwnerAndLeavesNothing() {
    var id = published();
    var stop = WORLD.stop(id, false);

    var first = done(terminate.terminate(id, stop));

    assertThat(first).isEqualTo(new Ended(InstanceState.STOPPING, false, false));
    assertThat(done(boot.read(id, Optional.of(stop))).gone()).isFalse();
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);
    assertThat(done(boot.read(id, Optional.of(stop))).gone()).isTrue();
    assertThat(row(id).state()).isEqualTo(InstanceState.TERMINATED);
    assertThat(row(id).endedAt()).isPresent();
    assertThat(WORLD.secrets().all()).isEmpty();
    assertThat(WORLD.compute().keyPairs()).isEmpty();
    assertThat(done(terminate.terminate(id, stop)).gone()).isTrue();
  }

  @Test
  void endsWhatWasNeverLaunched() {
    var id = WORLD.provision();
    var stop = WORLD.stop(id, false);

    assertThat(done(terminate.terminate(id, stop)))
        .isEqualTo(new Ended(InstanceState.TERMINATED, true, false));
  }

  @Test
  void endsALaunchWhoseAnswerWasLost() {
    for (var hidden : new boolean[] {false, true}) {
      reset();
      var id = WORLD.provision();
      WORLD.compute().loseAnswers(1);
      launch.launch(id);
      if (hidden) {
        WORLD.compute().hideNewInstances();
      }
      var stop = WORLD.stop(id, false);

      done(terminate.terminate(id, stop));

      assertThat(WORLD.compute().living()).isEmpty();
      assertThat(row(id).ec2InstanceId()).isPresent();
    }
  }

  @Test
  void triesAgainWhileEc2DoesNotKnowWhatItLaunched() {
    WORLD.compute().hideNewInstances();
    var id = launched();
    var stop = WORLD.stop(id, false);

    assertRefused(terminate.terminate(id, stop), ProblemType.TRY_LATER);
    assertRefused(terminate.terminate(id, id), ProblemType.TRY_LATER);
    WORLD.compute().showAll();
    done(terminate.terminate(id, stop));

    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void undoesNothingThatADoubledRunHasFinished() {
    var id = published();

    assertThat(done(terminate.terminate(id, id)))
        .isEqualTo(new Ended(InstanceState.RUNNING, false, false));
    assertThat(WORLD.compute().living()).hasSize(1);
  }

  @Test
  void undoesARunningInstanceThatIsNotPublished() {
    var id = launched();
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    boot.read(id, Optional.of(id));

    assertThat(done(terminate.terminate(id, id)))
        .isEqualTo(new Ended(InstanceState.FAILED, true, true));
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void leavesTheEndOfAStoppedLaunchToTheStop() {
    var id = launched();
    WORLD.stop(id, false);

    assertThat(done(terminate.terminate(id, id)).undone()).isTrue();

    assertThat(row(id).state()).isEqualTo(InstanceState.STOPPING);
    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void stopsByForceForAnAdmin() {
    var id = published();
    var stop = WORLD.stop(id, true);

    assertThat(done(forceStop.stop(stop, id)).gone()).isFalse();
    assertThat(done(forceStop.stop(stop, id)).gone()).isFalse();
    WORLD.compute().moveAll(State.STOPPING, State.STOPPED);

    assertThat(done(boot.read(id, Optional.of(stop))))
        .isEqualTo(new Boot(InstanceState.STOPPED, false, true));
    assertThat(WORLD.secrets().all()).isEmpty();
  }

  @Test
  void terminatesByForceWhatEc2WillNotStop() {
    var id = launched();
    var stop = WORLD.stop(id, true);

    done(forceStop.stop(stop, id));

    assertThat(WORLD.compute().living()).isEmpty();
  }

  @Test
  void stopsNothingByForceForARequestWithoutForce() {
    var id = published();
    var stop = WORLD.stop(id, false);

    assertRefused(forceStop.stop(stop, id), ProblemType.NOT_FOUND);
    assertRefused(forceStop.stop("another", id), ProblemType.NOT_FOUND);
  }

  @Test
  void waitsForTheTerminationWhenAnOwnerStopsWhatEc2HasStopped() {
    var id = published();
    WORLD.compute().moveAll(State.RUNNING, State.STOPPED);
    var stop = WORLD.stop(id, false);

    assertThat(done(boot.read(id, Optional.of(stop))).gone()).isFalse();
    done(terminate.terminate(id, stop));
    WORLD.compute().moveAll(State.SHUTTING_DOWN, State.TERMINATED);

    assertThat(done(boot.read(id, Optional.of(stop))).gone()).isTrue();
  }

  @Test
  void showsPeopleTheirOwnInstancesAndAdminsAll() {
    var id = published();

    assertThat(read.find(person(World.OWNER), id).orElseThrow().loginAvailable()).isTrue();
    assertThat(read.find(person(World.ADMIN), id)).isEmpty();
    assertThat(read.find(admin(), id)).isPresent();
    assertThat(read.list(person(World.ADMIN), InstanceFilter.none(), Optional.empty(), 10).items())
        .isEmpty();
    assertThat(read.list(admin(), InstanceFilter.none(), Optional.empty(), 10).items()).hasSize(1);
  }

  @Test
  void pagesThroughInstancesWithoutLosingOne() {
    var ids = Stream.generate(WORLD::provision).limit(5).collect(Collectors.toSet());
    var seen = new ArrayList<String>();
    Optional<String> after = Optional.empty();
    do {
      var page = read.list(person(World.OWNER), InstanceFilter.none(), after, 2);
      page.items().forEach(instance -> seen.add(instance.id()));
      after = page.next();
    } while (after.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
  }

  private static Caller person(String id) {
    return new Caller(id, "somebody", Role.USER, "session");
  }

  private static Caller admin() {
    return new Caller(World.ADMIN, "root", Role.ADMIN, "session");
  }

  private String launched() {
    var id = WORLD.provision();
    done(launch.launch(id));
    return id;
  }

  private String published() {
    var id = launched();
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    done(boot.read(id, Optional.of(id)));
    done(publish.publish(id));
    WORLD.calls().runThrough();
    return id;
  }

  private InstanceRow row(String id) {
    return instances.find(id).orElseThrow();
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static void assertRefused(Outcome<?> outcome, ProblemType type) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused<?>) outcome).problem().type()).isEqualTo(type.uri());
  }
}
