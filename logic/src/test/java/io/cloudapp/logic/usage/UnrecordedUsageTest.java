package io.cloudapp.logic.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.logic.World;
import io.cloudapp.logic.usage.UsageEvent.ExecutionFinished;
import io.cloudapp.logic.usage.UsageEvent.InstanceEnded;
import io.cloudapp.logic.usage.UsageEvent.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnrecordedUsageTest {

  private static final World WORLD = new World();

  private final UnrecordedUsage usage = WORLD.get(UnrecordedUsage.class);
  private final FakeUsageEvents s3 = WORLD.get(FakeUsageEvents.class);

  @BeforeEach
  void reset() {
    WORLD.reset();
    s3.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void recordsAFailureThatNoWorkflowRecordedWithItsCause() {
    var id = WORLD.provision();
    finish("FAILED");
    WORLD.execute(
        "update executions set problem ="
            + " '{\"type\":\"urn:cloudapp:problem:deadline-passed\",\"title\":\"\",\"status\":504}'");

    usage.record();

    assertThat(s3.events())
        .singleElement()
        .isInstanceOfSatisfying(
            ExecutionFinished.class,
            event -> {
              assertThat(event.type()).isEqualTo(Type.PROVISION_FAILED);
              assertThat(event.eventId()).isEqualTo(id + "-provision-failed");
              assertThat(event.problem()).contains("deadline-passed");
            });
  }

  @Test
  void recordsNothingTwiceAndNothingUnfinished() {
    WORLD.provision();
    usage.record();
    finish("SUCCEEDED");
    usage.record();
    usage.record();

    assertThat(s3.events()).hasSize(1);
  }

  @Test
  void recordsAnInstanceThatEndedByItself() {
    var id = WORLD.provision();
    var launched = WORLD.instant().atOffset(ZoneOffset.UTC);
    WORLD.execute("update instances set state = 'RUNNING', launched_at = ?", launched);
    WORLD.execute("update instances set state = 'TERMINATED', ended_at = ?", launched.plusHours(8));

    usage.record();

    assertThat(s3.events())
        .singleElement()
        .isInstanceOfSatisfying(
            InstanceEnded.class,
            event -> {
              assertThat(event.eventId()).isEqualTo(id + "-instance-ended");
              assertThat(Duration.between(event.launchedAt(), event.endedAt())).hasHours(8);
              assertThat(event.day()).isEqualTo(launched.plusHours(8).toLocalDate());
            });
  }

  @Test
  void countsNoInstanceThatNeverRan() {
    WORLD.provision();
    WORLD.execute("update instances set state = 'FAILED', ended_at = now()");

    usage.record();

    assertThat(s3.events()).isEmpty();
  }

  @Test
  void recordsThatSomebodySignedInOnceADay() {
    var days = WORLD.get(SignInDays.class);
    days.note(World.OWNER);
    days.note(World.OWNER);
    days.note("unknown");
    usage.record();
    days.note(World.OWNER);
    usage.record();

    assertThat(s3.events()).hasSize(1);
    assertThat(s3.events().getFirst().eventId())
        .isEqualTo(
            World.OWNER + "-signed-in-" + LocalDate.ofInstant(WORLD.instant(), ZoneOffset.UTC));

    WORLD.clock().advance(Duration.ofDays(1));
    days.note(World.OWNER);
    usage.record();

    assertThat(s3.events()).hasSize(2);
  }

  @Test
  void triesAgainWhenS3WasDown() {
    WORLD.provision();
    finish("SUCCEEDED");
    s3.down(true);

    assertThatThrownBy(usage::record).hasMessage("S3 is down");
    s3.down(false);
    usage.record();

    assertThat(s3.events()).hasSize(1);
  }

  private static void finish(String state) {
    WORLD.execute(
        "update executions set state = ?, finished_at = ?",
        state,
        WORLD.instant().atOffset(ZoneOffset.UTC));
  }
}
