package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Real time, with a virtual thread for each try, branch and iteration. */
public final class WallPace implements Pace {

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  public TaskResult call(Duration limit, Callable<TaskResult> work)
      throws TimeoutException, InterruptedException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name("task").start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw unchecked(failed.getCause());
    } finally {
      task.cancel(true);
    }
  }

  @Override
  public void together(List<Runnable> works) throws InterruptedException {
    var first = new AtomicReference<Throwable>();
    var threads = new ArrayList<Thread>();
    Runnable stop = () -> threads.forEach(Thread::interrupt);
    synchronized (threads) {
      for (var work : works) {
        threads.add(
            Thread.ofVirtual().name("branch").start(() -> runOne(work, first, threads, stop)));
      }
    }
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException cancelled) {
      stop.run();
      for (var thread : threads) {
        joinCancelled(thread);
      }
      throw cancelled;
    }
    if (first.get() != null) {
      throw unchecked(first.get());
    }
  }

  private static void runOne(
      Runnable work, AtomicReference<Throwable> first, List<Thread> threads, Runnable stop) {
    try {
      work.run();
    } catch (Throwable failure) {
      if (first.compareAndSet(null, failure)) {
        synchronized (threads) {
          stop.run();
        }
      }
    }
  }

  private static void joinCancelled(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      default -> new IllegalStateException(failure);
    };
  }
}
