package io.cloudapp.logic.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cloudapp.core.health.HealthReport;
import io.cloudapp.core.health.HealthReport.Dependency;
import io.cloudapp.core.health.HealthReport.Orphan;
import io.cloudapp.core.health.HealthReport.ScheduleState;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.World;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.price.PriceList;
import io.cloudapp.logic.reconcile.RunHistory;
import io.cloudapp.logic.reconcile.UnclaimedInstances;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;

class ReportHealthTest {

  private static final World WORLD = new World();

  private final FakeQueue queue = new FakeQueue();
  private final Ec2Client ec2 = mock(Ec2Client.class);
  private final Directory directory = mock(Directory.class);
  private final ReportHealth health =
      new ReportHealth(
          new ExecutionBacklog(WORLD.jdbi()),
          WORLD.get(RunHistory.class),
          new OrphanPrices(
              WORLD.jdbi(), WORLD.get(UnclaimedInstances.class), WORLD.get(PriceList.class)),
          queue.loginQueue(),
          new Reach(ec2, directory, new InstallSettings("test")),
          WORLD.clock());

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void tellsThatEverythingAnswers() {
    var report = health.report();

    assertThat(report.dependencies())
        .extracting(Dependency::name)
        .containsExactly("database", "sqs", "ec2", "cognito");
    assertThat(report.dependencies()).allMatch(Dependency::reachable);
    assertThat(report.backlog().value().orElseThrow().unfinished()).isZero();
    assertThat(report.orphans().value().orElseThrow().items()).isEmpty();
    assertThat(report.deadLetters().value().orElseThrow().waiting()).isZero();
  }

  @Test
  void leavesOutWhatCannotBeReadAndTellsTheRest() {
    queue.goDown();

    var report = health.report();

    assertThat(report.queue().value()).isEmpty();
    assertThat(report.deadLetters().value()).isEmpty();
    assertThat(reachable(report)).containsExactly("database", "ec2", "cognito");
    assertThat(report.backlog().value()).isPresent();
  }

  @Test
  void waitsForNothingThatTakesTooLong() {
    var never = new CountDownLatch(1);
    when(directory.hasSecondFactor(any()))
        .thenAnswer(
            _ -> {
              never.await();
              return true;
            });
    when(ec2.describeInstances(any(Consumer.class)))
        .thenThrow(SdkClientException.create("no route"));
    var before = System.nanoTime();

    var report = health.report();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    assertThat(reachable(report)).containsExactly("database", "sqs");
    assertThat(report.queue().value()).isPresent();
  }

  @Test
  void tellsWhatAnInstanceOfNobodyCosts() {
    unclaimed("i-known", "t3.micro", "nginx v1");
    unclaimed("i-unknown", "x9.unheard-of", "");

    var orphans = health.report().orphans().value().orElseThrow();

    assertThat(orphans.items())
        .extracting(Orphan::ec2InstanceId)
        .containsExactly("i-known", "i-unknown");
    var prices = WORLD.get(PriceList.class);
    var expected = prices.of("t3.micro", World.nginx().disk()).orElseThrow();
    assertThat(orphans.items().getFirst().price()).contains(expected);
    assertThat(orphans.items().getLast().price()).isEmpty();
    assertThat(orphans.perDay().orElseThrow().perDay()).isEqualByComparingTo(expected.perDay());
  }

  @Test
  void tellsThatTheReconcilerIsLate() {
    assertThat(reconcile().lastRunAt()).isEmpty();
    assertThat(reconcile().late()).as("in the first minutes").isFalse();
    WORLD.clock().advance(Duration.ofMinutes(5));
    assertThat(reconcile().late()).isTrue();
    ran("done");
    assertThat(reconcile().late()).isFalse();
    WORLD.clock().advance(Duration.ofMinutes(5));
    ran("failed");

    assertThat(reconcile().late()).isTrue();
  }

  @Test
  void tellsWhichExecutionIsUnderWayTheLongest() {
    var oldest = WORLD.provision();
    WORLD.clock().advance(Duration.ofMinutes(1));
    WORLD.provision();

    var backlog = health.report().backlog().value().orElseThrow();

    assertThat(backlog.unfinished()).isEqualTo(2);
    assertThat(backlog.oldest().orElseThrow().id()).isEqualTo(oldest);
  }

  @Test
  void tellsHowLongTheSlowestStatusTook() {
    var id = WORLD.provision();
    assertThat(health.report().queue().value().orElseThrow().slowestSeconds()).isEmpty();
    var now = WORLD.instant();
    WORLD.execute(
        "insert into status_events values ('e1', ?, ?, ?), ('e2', ?, ?, ?)",
        id,
        Timestamp.from(now.minusSeconds(42)),
        Timestamp.from(now),
        id,
        Timestamp.from(now.minusSeconds(3)),
        Timestamp.from(now));

    assertThat(health.report().queue().value().orElseThrow().slowestSeconds()).contains(42L);
  }

  @Test
  void looksAtDeadLettersAndTakesNone() {
    queue.deadLetter("{\"executionId\": \"01k2\", \"eventId\": \"e\"}");
    queue.deadLetter("not a status <script>");

    var letters = health.report().deadLetters().value().orElseThrow();

    assertThat(letters.waiting()).isEqualTo(2);
    assertThat(letters.items().getFirst().executionId()).contains("01k2");
    assertThat(letters.items().getLast().executionId()).isEmpty();
    assertThat(letters.items().getLast().text()).isEqualTo("not a status <script>");
    assertThat(queue.visibilityTimeout()).isZero();
  }

  private static List<String> reachable(HealthReport report) {
    return report.dependencies().stream()
        .filter(Dependency::reachable)
        .map(Dependency::name)
        .toList();
  }

  private ScheduleState reconcile() {
    return health.report().schedules().value().orElseThrow().getFirst();
  }

  private static void ran(String outcome) {
    WORLD.execute(
        "insert into reconcile_runs (started_at, finished_at, outcome, ec2_instances, present_rows,"
            + " actions, alarms, notable) values (?, ?, ?, 0, 0, '[]', '[]', false)",
        Timestamp.from(WORLD.instant()),
        Timestamp.from(WORLD.instant()),
        outcome);
  }

  private static void unclaimed(String id, String type, String configuration) {
    WORLD.execute(
        "insert into unclaimed_instances values (?, ?, ?, 'ada', ?, ?)",
        id,
        type,
        configuration,
        Timestamp.from(WORLD.instant()),
        Timestamp.from(WORLD.instant()));
  }
}
