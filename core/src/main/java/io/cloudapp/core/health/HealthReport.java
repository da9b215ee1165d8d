package io.cloudapp.core.health;

import io.cloudapp.core.price.Price;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How CloudApp is, for its admins. Each part is read by itself, so one that cannot be read leaves
 * the others.
 */
public record HealthReport(
    Instant at,
    List<Dependency> dependencies,
    Part<List<ScheduleState>> schedules,
    Part<Reconciler> reconciler,
    Part<Orphans> orphans,
    Part<QueueState> queue,
    Part<DeadLetters> deadLetters,
    Part<Backlog> backlog) {

  public HealthReport {
    dependencies = List.copyOf(dependencies);
  }

  /**
   * One part.
   *
   * @param value empty when it could not be read
   */
  public record Part<T>(Optional<T> value) {}

  /**
   * Something that CloudApp needs.
   *
   * @param name {@code database}, {@code sqs}, {@code ec2} or {@code cognito}
   * @param milliseconds how long it took to answer, or how long was waited
   */
  public record Dependency(String name, boolean reachable, long milliseconds) {}

  /**
   * Something that runs by the clock.
   *
   * @param lastRunAt when it ended the last time; empty when it never did
   * @param late whether it should have run again long ago
   */
  public record ScheduleState(
      String name, int intervalSeconds, Optional<Instant> lastRunAt, boolean late) {}

  /**
   * The reconciler's last run, and the last ones in which something happened.
   *
   * @param last empty before the first run
   */
  public record Reconciler(Optional<ReconcileRun> last, List<ReconcileRun> notable) {
    public Reconciler {
      notable = List.copyOf(notable);
    }
  }

  /**
   * The instances that belong to nobody, as the reconciler saw them last.
   *
   * @param perDay what all of those with a price would cost in 24 hours
   */
  public record Orphans(List<Orphan> items, Optional<Price> perDay) {
    public Orphans {
      items = List.copyOf(items);
    }
  }

  /**
   * An instance at EC2 that no row of the database knows.
   *
   * @param configuration what its tag says; may be empty
   * @param owner what its tag says; may be empty
   * @param price of the instance with its configuration's disk; empty when the price list has none
   */
  public record Orphan(
      String ec2InstanceId,
      String instanceType,
      String configuration,
      String owner,
      Instant launchedAt,
      Instant firstSeenAt,
      Optional<Price> price) {}

  /**
   * The login queue.
   *
   * @param waiting messages that nobody has taken yet, approximately
   * @param inFlight messages that are being recorded, approximately
   * @param slowestSeconds how long the slowest status of the last 15 minutes took to be recorded;
   *     empty when there was none
   */
  public record QueueState(int waiting, int inFlight, Optional<Long> slowestSeconds) {}

  /**
   * The messages that could not be recorded.
   *
   * @param waiting how many there are, approximately
   * @param items the first of them
   * @param moving whether they are being sent again just now
   */
  public record DeadLetters(int waiting, List<DeadLetter> items, boolean moving) {
    public DeadLetters {
      items = List.copyOf(items);
    }
  }

  /**
   * One of them.
   *
   * @param executionId empty when the message is no status
   * @param text its beginning
   */
  public record DeadLetter(
      String id, Instant sentAt, int receives, Optional<String> executionId, String text) {}

  /**
   * The executions that have not ended.
   *
   * @param oldest the one that waits longest; empty when there is none
   */
  public record Backlog(int unfinished, Optional<OldestExecution> oldest) {}

  /** An execution that has not ended. */
  public record OldestExecution(
      String id, String kind, String configuration, Instant requestedAt, Instant deadline) {}
}
