package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** What all states of one execution share. */
final class Run {

  /** An Express execution that lives longer is timed out by AWS. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ExecutionRequest request;
  private final Pace pace;
  private final Tasks tasks;
  private final History history;
  private final Instant started;
  private final Instant deadline;
  private final AtomicInteger statesLeft;
  private volatile JsonObject context;

  /**
   * @param statesAtMost after so many states the execution is restarted; negative for never
   */
  Run(ExecutionRequest request, Pace pace, Tasks tasks, HistorySink sink, int statesAtMost) {
    this.request = request;
    this.pace = pace;
    this.tasks = tasks;
    this.history = new History(request.arn(), request.log(), pace, sink);
    this.started = pace.now();
    var timeout = request.definition().timeout().filter(limit -> limit.compareTo(LONGEST) < 0);
    this.deadline = started.plus(timeout.orElse(LONGEST));
    this.statesLeft = new AtomicInteger(statesAtMost);
  }

  ExecutionRequest request() {
    return request;
  }

  Pace pace() {
    return pace;
  }

  Tasks tasks() {
    return tasks;
  }

  History history() {
    return history;
  }

  Instant started() {
    return started;
  }

  Instant deadline() {
    return deadline;
  }

  /** To be called when a state is entered. */
  void pass() {
    if (!pace.now().isBefore(deadline)) {
      throw new ExecutionEnded.TimedOut();
    }
    if (statesLeft.get() >= 0 && statesLeft.getAndDecrement() == 0) {
      throw new ExecutionEnded.Restarted();
    }
    if (Thread.interrupted()) {
      throw new ExecutionEnded.Cancelled();
    }
  }

  /** What is left of the execution's time; never negative. */
  Duration left() {
    var left = Duration.between(pace.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Lets time pass, but not beyond the execution's. */
  void sleep(Duration duration) {
    history.pause();
    try {
      var left = left();
      if (duration.compareTo(left) >= 0) {
        pace.sleep(left);
        throw new ExecutionEnded.TimedOut();
      }
      if (duration.isPositive()) {
        pace.sleep(duration);
      }
    } catch (InterruptedException cancelled) {
      throw new ExecutionEnded.Cancelled();
    }
  }

  /** The parts of {@code $states.context} that are the same in every state. */
  JsonObject context() {
    var made = context;
    if (made == null) {
      made =
          new JsonObject()
              .with(
                  "Execution",
                  new JsonObject()
                      .with("Id", request.arn())
                      .with("Input", request.input().value())
                      .with("Name", request.name())
                      .with("RoleArn", request.roleArn())
                      .with("StartTime", time(started)))
              .with(
                  "StateMachine",
                  new JsonObject()
                      .with("Id", request.machineArn())
                      .with("Name", request.machineName()));
      context = made;
    }
    return made;
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
