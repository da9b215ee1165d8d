package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.core.instance.WeeklySchedule;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.World;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeScheduleTest {

  private static final World WORLD = new World();
  private static final Caller OWNER = new Caller(World.OWNER, "ada", Role.USER, "session");
  private static final Caller STRANGER = new Caller(World.ADMIN, "root", Role.USER, "session");
  private static final WeeklySchedule EVERY_EVENING =
      new WeeklySchedule(
          EnumSet.allOf(DayOfWeek.class), LocalTime.of(18, 0), ZoneId.of("Europe/Berlin"));

  private final ChangeSchedule change = WORLD.get(ChangeSchedule.class);
  private final ReadInstances read = WORLD.get(ReadInstances.class);

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void keepsTheScheduleWithItsNextTime() {
    var id = WORLD.provision();

    change.set(OWNER, id, EVERY_EVENING);

    var schedule = schedule(id).orElseThrow();
    assertThat(schedule.weekly()).isEqualTo(EVERY_EVENING);
    assertThat(schedule.nextAt()).isEqualTo(EVERY_EVENING.next(WORLD.instant()));
    assertThat(schedule.skippedAt()).isEmpty();
    assertThat(audited())
        .containsExactly(
            "ends at 18:00 Europe/Berlin on MONDAY, TUESDAY,"
                + " WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY");
  }

  @Test
  void replacesTheScheduleAndRemovesIt() {
    var id = WORLD.provision();
    change.set(OWNER, id, EVERY_EVENING);
    var sundays =
        new WeeklySchedule(EnumSet.of(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, ZoneId.of("UTC"));

    change.set(OWNER, id, sundays);
    assertThat(schedule(id).orElseThrow().weekly()).isEqualTo(sundays);

    change.remove(OWNER, id);
    assertThat(schedule(id)).isEmpty();
    assertThat(change.remove(OWNER, id)).isEqualTo(Outcome.done(Optional.empty()));
    assertThat(audited()).hasSize(3);
  }

  @Test
  void leavesOutTheNextTimeOnce() {
    var id = WORLD.provision();
    change.set(OWNER, id, EVERY_EVENING);
    var tonight = schedule(id).orElseThrow().nextAt();

    change.skip(OWNER, id, tonight);
    change.skip(OWNER, id, tonight);

    var schedule = schedule(id).orElseThrow();
    assertThat(schedule.nextAt()).isEqualTo(EVERY_EVENING.next(tonight));
    assertThat(schedule.skippedAt()).contains(tonight);
    assertThat(audited()).hasSize(2);
  }

  @Test
  void takesAnExceptionBackWhileItIsToCome() {
    var id = WORLD.provision();
    change.set(OWNER, id, EVERY_EVENING);
    var tonight = schedule(id).orElseThrow().nextAt();
    change.skip(OWNER, id, tonight);

    change.keepAll(OWNER, id);

    assertThat(schedule(id).orElseThrow().nextAt()).isEqualTo(tonight);
    assertThat(schedule(id).orElseThrow().skippedAt()).isEmpty();
  }

  @Test
  void forgetsAnExceptionThatHasPassedByItself() {
    var id = WORLD.provision();
    change.set(OWNER, id, EVERY_EVENING);
    var tonight = schedule(id).orElseThrow().nextAt();
    change.skip(OWNER, id, tonight);
    WORLD.clock().advance(Duration.between(WORLD.instant(), tonight).plusSeconds(1));

    change.keepAll(OWNER, id);

    assertThat(schedule(id).orElseThrow().nextAt()).isEqualTo(EVERY_EVENING.next(tonight));
  }

  @Test
  void saysThatTheTimeToLeaveOutIsNotTheNextAnyMore() {
    var id = WORLD.provision();
    change.set(OWNER, id, EVERY_EVENING);
    var tonight = schedule(id).orElseThrow().nextAt();

    assertRefused(change.skip(OWNER, id, tonight.plusSeconds(1)), ProblemType.CONFLICT);
    assertRefused(change.skip(OWNER, id, EVERY_EVENING.next(tonight)), ProblemType.CONFLICT);
    assertThat(schedule(id).orElseThrow().nextAt()).isEqualTo(tonight);
  }

  @Test
  void leavesNothingOutOfNoSchedule() {
    var id = WORLD.provision();

    assertRefused(change.skip(OWNER, id, WORLD.instant()), ProblemType.CONFLICT);
    assertRefused(change.keepAll(OWNER, id), ProblemType.CONFLICT);
  }

  @Test
  void hidesTheInstancesOfOthers() {
    var id = WORLD.provision();

    assertRefused(change.set(STRANGER, id, EVERY_EVENING), ProblemType.NOT_FOUND);
    assertRefused(change.remove(STRANGER, id), ProblemType.NOT_FOUND);
    assertRefused(change.set(OWNER, "unknown", EVERY_EVENING), ProblemType.NOT_FOUND);
    assertThat(schedule(id)).isEmpty();
    assertThat(audited()).isEmpty();
  }

  @Test
  void schedulesNothingThatEndsAlready() {
    var id = WORLD.provision();
    WORLD.stop(id, false);

    assertRefused(change.set(OWNER, id, EVERY_EVENING), ProblemType.INSTANCE_ENDED);
  }

  private Optional<InstanceSchedule> schedule(String id) {
    return read.find(OWNER, id).orElseThrow().schedule();
  }

  private static List<String> audited() {
    return WORLD
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select detail from audit_events where action = 'SCHEDULE_CHANGED'")
                    .mapTo(String.class)
                    .list());
  }

  private static void assertRefused(Outcome<?> outcome, ProblemType type) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.problem().type()).isEqualTo(type.uri()));
  }
}
