package io.cloudapp.local.athena;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A query from its submission to its end. */
final class QueryExecution {

  /** As Athena names them. */
  enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    boolean isFinal() {
      return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * What can be seen of it at a moment.
   *
   * @param reason of the state; empty where there is nothing to say
   * @param scannedBytes what Athena would have read
   */
  record View(
      State state,
      String reason,
      Instant submittedAt,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      long scannedBytes,
      boolean reused) {

    Duration queued(Instant now) {
      return Duration.between(submittedAt, startedAt.or(() -> endedAt).orElse(now));
    }

    Duration total(Instant now) {
      return Duration.between(submittedAt, endedAt.orElse(now));
    }

    Duration executed(Instant now) {
      return startedAt
          .map(start -> Duration.between(start, endedAt.orElse(now)))
          .orElse(Duration.ZERO);
    }
  }

  private final String id;
  private final QueryRequest request;
  private final Clock clock;
  private View view;
  private ResultRows result = ResultRows.NONE;
  private Runnable interruption = () -> {};

  QueryExecution(String id, QueryRequest request, Clock clock) {
    this.id = id;
    this.request = request;
    this.clock = clock;
    this.view =
        new View(State.QUEUED, "", clock.instant(), Optional.empty(), Optional.empty(), 0, false);
  }

  String id() {
    return id;
  }

  /** Where its result goes in S3. */
  String resultFile() {
    return request.outputLocation() + id + ".csv";
  }

  QueryRequest request() {
    return request;
  }

  synchronized View view() {
    return view;
  }

  synchronized ResultRows result() {
    return result;
  }

  /** False when it has ended before. */
  synchronized boolean start() {
    if (view.state().isFinal()) {
      return false;
    }
    view =
        new View(
            State.RUNNING,
            "",
            view.submittedAt(),
            Optional.of(clock.instant()),
            Optional.empty(),
            0,
            false);
    return true;
  }

  /** What ends its work early; done at once when it has been stopped. */
  synchronized void interruptBy(Runnable newInterruption) {
    interruption = newInterruption;
    if (view.state() == State.CANCELLED) {
      interruption.run();
    }
  }

  synchronized void scanned(long bytes) {
    view =
        new View(
            view.state(),
            view.reason(),
            view.submittedAt(),
            view.startedAt(),
            view.endedAt(),
            bytes,
            view.reused());
  }

  void succeed(ResultRows rows, boolean reused) {
    end(State.SUCCEEDED, "", rows, reused);
  }

  void fail(String reason) {
    end(State.FAILED, reason, ResultRows.NONE, false);
  }

  void cancel(String reason) {
    Runnable stopping;
    synchronized (this) {
      stopping = view.state().isFinal() ? () -> {} : interruption;
      end(State.CANCELLED, reason, ResultRows.NONE, false);
    }
    stopping.run();
  }

  private synchronized void end(State state, String reason, ResultRows rows, boolean reused) {
    if (view.state().isFinal()) {
      return;
    }
    result = rows;
    view =
        new View(
            state,
            reason,
            view.submittedAt(),
            view.startedAt(),
            Optional.of(clock.instant()),
            reused ? 0 : view.scannedBytes(),
            reused);
    notifyAll();
  }

  /** Waits until it has ended, at most so long. */
  synchronized void awaitEnd(Duration most) throws InterruptedException {
    var deadline = System.nanoTime() + most.toNanos();
    for (var left = most.toMillis(); !view.state().isFinal() && left > 0; ) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  /** Lets go of the rows, which would fill the memory. */
  synchronized void forgetResult() {
    result = ResultRows.NONE;
  }
}
