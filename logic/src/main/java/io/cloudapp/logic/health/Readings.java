package io.cloudapp.logic.health;

import io.cloudapp.core.health.HealthReport.Dependency;
import io.cloudapp.core.health.HealthReport.Part;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the parts of a report all at once; what fails or takes too long leaves the others. */
final class Readings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final long startedAt = System.nanoTime();
  private final Duration patience;

  /**
   * @param patience how long all of them may take together
   */
  Readings(Duration patience) {
    this.patience = patience;
  }

  /** A part that is being read. */
  final class Reading<T> {

    private final String name;
    private final Future<T> future;
    private volatile long endedAt;

    private Reading(String name, Callable<T> reading) {
      this.name = name;
      this.future =
          threads.submit(
              () -> {
                try {
                  return reading.call();
                } finally {
                  endedAt = System.nanoTime();
                }
              });
    }

    Part<T> part() {
      return new Part<>(value());
    }

    Dependency dependency() {
      var reachable = value().isPresent();
      var ended = endedAt == 0 ? System.nanoTime() : endedAt;
      return new Dependency(name, reachable, Duration.ofNanos(ended - startedAt).toMillis());
    }

    private Optional<T> value() {
      try {
        var left = patience.toNanos() - (System.nanoTime() - startedAt);
        return Optional.of(future.get(Math.max(0, left), TimeUnit.NANOSECONDS));
      } catch (ExecutionException failure) {
        LOG.warn("The health of {} could not be read", name, failure.getCause());
      } catch (TimeoutException late) {
        future.cancel(true);
        LOG.warn("The health of {} could not be read within {}", name, patience);
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
      return Optional.empty();
    }
  }

  <T> Reading<T> start(String name, Callable<T> reading) {
    return new Reading<>(name, reading);
  }

  /** Without waiting for what takes too long. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
