package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/** Reads one execution, now or as soon as it changes. */
@Singleton
public final class ReadExecution {

  /** Longer waits are cut to this: API Gateway gives up after 30 s. */
  public static final Duration MAXIMUM_WAIT = Duration.ofSeconds(20);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Jdbi jdbi;
  private final ExecutionStore executions;

  ReadExecution(Jdbi jdbi, ExecutionStore executions) {
    this.jdbi = jdbi;
    this.executions = executions;
  }

  /** An execution and its version, which grows with each of its changes. */
  public record Read(Execution execution, long version) {}

  /**
   * The caller's own execution, an admin's any; empty where there is none such.
   *
   * @param wait how long to wait for a change; not at all once the execution is over
   * @param since the version that the caller knows; without it, the present one
   */
  public Optional<Read> read(Caller caller, String id, Duration wait, OptionalLong since) {
    // PostgreSQL refuses a text with NUL, and no id has one.
    if (id.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    var viewer = Viewer.of(caller);
    var now = find(id, viewer);
    if (now.isEmpty() || now.get().execution().state().isFinal()) {
      return now;
    }
    var known = since.orElse(now.get().version());
    if (wait.isZero() || now.get().version() != known) {
      return now;
    }
    awaitChange(id, viewer, known, wait.compareTo(MAXIMUM_WAIT) > 0 ? MAXIMUM_WAIT : wait);
    return find(id, viewer);
  }

  private Optional<Read> find(String id, Viewer viewer) {
    return jdbi.withHandle(handle -> executions.find(handle, id, viewer))
        .map(found -> new Read(found.execution(), found.version()));
  }

  private void awaitChange(String id, Viewer viewer, long known, Duration wait) {
    var end = System.nanoTime() + wait.toNanos();
    for (var left = wait; left.isPositive(); left = Duration.ofNanos(end - System.nanoTime())) {
      // No connection is held while it sleeps: a hundred readers must not starve the writers.
      var version = jdbi.withHandle(handle -> executions.version(handle, id, viewer));
      if (version.isEmpty() || version.get() != known || !slept(left)) {
        return;
      }
    }
  }

  private static boolean slept(Duration left) {
    try {
      Thread.sleep(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
