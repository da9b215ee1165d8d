package io.cloudapp.logic.health;

import io.cloudapp.core.health.HealthReport;
import io.cloudapp.core.health.HealthReport.QueueState;
import io.cloudapp.core.health.HealthReport.Reconciler;
import io.cloudapp.core.health.HealthReport.ScheduleState;
import io.cloudapp.logic.reconcile.RunHistory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reports how CloudApp is; whatever cannot be read in time is left out and said to be. */
@Singleton
public final class ReportHealth {

  /** The page is for bad days: it has to be there when something it asks is not. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int NOTABLE_RUNS = 20;

  private static final Duration RECONCILE_INTERVAL = Duration.ofMinutes(1);

  /** A run may take two minutes, and one that overlaps it does nothing. */
  private static final Duration LATE_AFTER = Duration.ofMinutes(4);

  private final ExecutionBacklog executions;
  private final RunHistory runs;
  private final OrphanPrices orphans;
  private final LoginQueue queue;
  private final Reach reach;
  private final Clock clock;

  ReportHealth(
      ExecutionBacklog executions,
      RunHistory runs,
      OrphanPrices orphans,
      LoginQueue queue,
      Reach reach,
      Clock clock) {
    this.executions = executions;
    this.runs = runs;
    this.orphans = orphans;
    this.queue = queue;
    this.reach = reach;
    this.clock = clock;
  }

  public HealthReport report() {
    try (var readings = new Readings(PATIENCE)) {
      var database = readings.start("database", executions::answers);
      var sqs = readings.start("sqs", queue::depth);
      var ec2 = readings.start("ec2", reach::ec2);
      var cognito = readings.start("cognito", reach::directory);
      var schedules = readings.start("schedules", this::schedules);
      var reconciler =
          readings.start(
              "reconciler", () -> new Reconciler(runs.last(), runs.notable(NOTABLE_RUNS)));
      var unclaimed = readings.start("orphans", orphans::read);
      var login = readings.start("login queue", this::loginQueue);
      var deadLetters = readings.start("dead letters", queue::deadLetters);
      var backlog = readings.start("executions", executions::read);
      return new HealthReport(
          clock.instant(),
          List.of(database.dependency(), sqs.dependency(), ec2.dependency(), cognito.dependency()),
          schedules.part(),
          reconciler.part(),
          unclaimed.part(),
          login.part(),
          deadLetters.part(),
          backlog.part());
    }
  }

  private QueueState loginQueue() {
    var depth = queue.depth();
    return new QueueState(
        depth.waiting(), depth.inFlight(), executions.slowestStatusSeconds(clock.instant()));
  }

  private List<ScheduleState> schedules() {
    var last = runs.lastDone();
    var late =
        last.or(runs::expectedSince)
            .filter(since -> !since.plus(LATE_AFTER).isAfter(clock.instant()))
            .isPresent();
    return List.of(
        new ScheduleState(
            "reconcile", Math.toIntExact(RECONCILE_INTERVAL.toSeconds()), last, late));
  }
}
