package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** How time passes for an execution: as on the wall, or compressed in a test. */
public interface Pace {

  Instant now();

  /** Lets so much time pass. */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Runs a task's try for so long at most; when the time is over the try is interrupted and left.
   *
   * @throws TimeoutException when the time was over
   */
  TaskResult call(Duration limit, Callable<TaskResult> work)
      throws TimeoutException, InterruptedException;

  /**
   * Runs branches or iterations until all have ended. When one throws, the others are interrupted
   * and joined, and what it threw is thrown.
   */
  void together(List<Runnable> works) throws InterruptedException;
}
