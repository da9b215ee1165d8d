package io.cloudapp.logic.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.instance.WeeklySchedule;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.instance.ChangeLifetime;
import io.cloudapp.logic.instance.ChangeSchedule;
import io.cloudapp.logic.notice.FakeUserNotifier;
import io.cloudapp.logic.notice.FakeUserNotifier.Told;
import io.cloudapp.logic.reconcile.ReconcileReport.Action;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndingInstancesTest {

  private static final World WORLD = new World();
  private static final Caller OWNER = new Caller(World.OWNER, "ada", Role.USER, "session");

  private final Scene scene = new Scene(WORLD);
  private final FakeUserNotifier notifier = WORLD.get(FakeUserNotifier.class);

  @BeforeEach
  void reset() {
    scene.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void warnsTheOwnerTwiceAndNoMoreBeforeTheEnd() {
    var id = running();

    runUntilItIsOver(id);

    assertThat(notifier.told())
        .extracting(Told::subject)
        .containsExactly(
            "CloudApp: nginx ends soon",
            "CloudApp: nginx ends in a few minutes",
            "CloudApp: nginx has ended");
    assertThat(notifier.told()).extracting(Told::userId).containsOnly(World.OWNER);
  }

  @Test
  void warnsOnlyOfWhatIsNewWhenItWasAwayForLong() {
    var id = running();
    advanceTo(scene.row(id).expiresAt().minus(Duration.ofMinutes(3)));

    scene.run();
    scene.run();

    assertThat(notifier.told())
        .extracting(Told::subject)
        .containsExactly("CloudApp: nginx ends in a few minutes");
  }

  @Test
  void warnsAgainOfAnEndThatWasMoved() {
    var id = running();
    advanceTo(scene.row(id).expiresAt().minus(Duration.ofMinutes(30)));
    scene.run();
    var later = scene.row(id).expiresAt().plus(Duration.ofHours(2));
    WORLD.get(ChangeLifetime.class).extend(OWNER, id, later);

    scene.run();
    assertThat(notifier.told()).hasSize(1);
    advanceTo(later.minus(Duration.ofMinutes(30)));
    scene.run();

    assertThat(notifier.told())
        .extracting(Told::subject)
        .containsExactly("CloudApp: nginx ends soon", "CloudApp: nginx ends soon");
  }

  @Test
  void tellsTheTimeInTheOwnersZone() {
    var id = running();
    advanceTo(scene.row(id).expiresAt().minus(Duration.ofMinutes(30)));

    scene.run();

    assertThat(notifier.told().getFirst().message()).contains("(UTC)").contains("Extend");
  }

  @Test
  void sendsAMailOnceMoreAtMostAfterACrash() {
    var id = running();
    advanceTo(scene.row(id).expiresAt().minus(Duration.ofMinutes(30)));
    notifier.crash(true);
    for (int crash = 0; crash < 3; crash++) {
      try {
        scene.run();
      } catch (IllegalStateException crashed) {
        assertThat(crashed).hasMessageStartingWith("crashed");
      }
    }
    notifier.crash(false);
    scene.run();

    assertThat(notifier.told()).hasSize(2);
  }

  @Test
  void sendsLaterWhatCouldNotBeSent() {
    var id = running();
    advanceTo(scene.row(id).expiresAt().minus(Duration.ofMinutes(30)));
    notifier.beReachable(false);
    for (int run = 0; run < 5; run++) {
      scene.run();
    }
    notifier.beReachable(true);

    scene.run();

    assertThat(notifier.told()).hasSize(1);
  }

  @Test
  void keepsStaleNewsToItself() {
    var id = running();
    advanceTo(scene.row(id).expiresAt().minus(Duration.ofMinutes(30)));
    notifier.beReachable(false);
    scene.run();
    WORLD.execute("update instances set state = 'TERMINATED'");
    WORLD.clock().advance(Duration.ofHours(2));
    notifier.beReachable(true);

    scene.run();

    assertThat(notifier.told()).isEmpty();
  }

  @Test
  void endsByScheduleAndSaysWhy() {
    var id = running();
    var at = schedule(id, Duration.ofHours(2));
    advanceTo(at.minusSeconds(1));
    assertThat(scene.run().actions()).noneMatch(action -> action.kind() == Kind.SCHEDULED);
    advanceTo(at);

    assertThat(scene.run().actions())
        .contains(new Action(Kind.SCHEDULED, id), new Action(Kind.OWNER_TOLD, id));

    assertThat(scene.row(id).stopReason()).startsWith("Its schedule ended it on ");
    assertThat(WORLD.compute().living()).isEmpty();
    assertThat(notifier.told().getLast().message()).contains("Its schedule ended it.");
  }

  @Test
  void endsByScheduleAlsoWhenItComesLate() {
    var id = running();
    var at = schedule(id, Duration.ofHours(1));
    advanceTo(at.plus(Duration.ofHours(3)));

    assertThat(scene.run().actions()).contains(new Action(Kind.SCHEDULED, id));
  }

  @Test
  void letsItLiveOnWhenTheNextTimeIsLeftOut() {
    var id = running();
    var at = schedule(id, Duration.ofHours(2));
    WORLD.get(ChangeSchedule.class).skip(OWNER, id, at);
    advanceTo(at.plusSeconds(60));

    assertThat(scene.run().actions()).isEmpty();
    assertThat(scene.row(id).state()).isEqualTo(InstanceState.RUNNING);
  }

  @Test
  void warnsOfTheScheduleWhenItComesBeforeTheEndOfTheLife() {
    var id = running();
    var at = schedule(id, Duration.ofHours(2));
    advanceTo(at.minus(Duration.ofMinutes(5)));

    scene.run();

    assertThat(notifier.told())
        .extracting(Told::subject)
        .containsExactly("CloudApp: nginx ends in a few minutes");
  }

  @Test
  void repairsTheTagByWhichTheInstanceEndsItself() {
    var id = running();
    var row = scene.row(id);
    WORLD.compute().tag(row.ec2InstanceId().orElseThrow(), TagName.EXPIRES_AT, "another");

    assertThat(scene.run().actions()).containsExactly(new Action(Kind.TAG_CORRECTED, id));

    assertThat(WORLD.compute().living().getFirst().tags())
        .containsEntry(TagName.EXPIRES_AT, row.expiresAt().toString());
    assertThat(scene.run().actions()).isEmpty();
  }

  /** At the top of a minute that many hours from now. */
  private Instant schedule(String id, Duration ahead) {
    var at = WORLD.instant().plus(ahead).atOffset(ZoneOffset.UTC).withSecond(0).withNano(0);
    var daily =
        new WeeklySchedule(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(at.getHour(), at.getMinute()),
            ZoneOffset.UTC);
    WORLD.get(ChangeSchedule.class).set(OWNER, id, daily);
    return at.toInstant();
  }

  private void runUntilItIsOver(String id) {
    var end = scene.row(id).expiresAt();
    advanceTo(end.minus(Duration.ofMinutes(65)));
    while (!WORLD.instant().isAfter(end.plus(Duration.ofMinutes(3)))) {
      scene.run();
      WORLD.clock().advance(Duration.ofMinutes(1));
    }
  }

  private static void advanceTo(Instant instant) {
    WORLD.clock().advance(Duration.between(WORLD.instant(), instant));
  }

  private String running() {
    var id = scene.published();
    scene.finish(id);
    WORLD.execute(
        "update instances set latest_expiry_at = ?",
        Timestamp.from(scene.row(id).expiresAt().plus(Duration.ofHours(16))));
    return id;
  }
}
