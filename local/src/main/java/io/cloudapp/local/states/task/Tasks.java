package io.cloudapp.local.states.task;

import java.util.Optional;

/** What runs the Tasks of a workflow. */
public interface Tasks {

  /**
   * Runs one try of a Task on a thread that is interrupted when the try is timed out or cancelled.
   *
   * @throws InterruptedException when it was given up
   */
  TaskResult run(TaskCall call) throws InterruptedException;

  /**
   * Why a Task cannot be started with such arguments at all; AWS fails the execution with {@code
   * States.Runtime} then, which nothing catches.
   */
  default Optional<String> refusal(TaskCall call) {
    return Optional.empty();
  }
}
