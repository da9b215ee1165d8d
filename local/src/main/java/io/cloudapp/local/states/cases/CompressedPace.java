package io.cloudapp.local.states.cases;

import io.cloudapp.local.states.execution.Pace;
import io.cloudapp.local.states.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Time that passes at once; branches run one after another, so that a case has one path. */
final class CompressedPace implements Pace {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    now = now.plus(duration.isNegative() ? Duration.ZERO : duration);
  }

  @Override
  public TaskResult call(Duration limit, Callable<TaskResult> work) throws TimeoutException {
    var started = now;
    TaskResult result;
    try {
      result = work.call();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    if (Duration.between(started, now).compareTo(limit) > 0) {
      now = started.plus(limit);
      throw new TimeoutException();
    }
    return result;
  }

  @Override
  public void together(List<Runnable> works) {
    works.forEach(Runnable::run);
  }
}
