package io.cloudapp.logic.database;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what the first statement needs (driver, TLS, signature, mapping), and leaves no connection
 * open: one that a snapshot holds would be another's in each sandbox that is restored from it.
 */
@Singleton
public final class ConnectionRehearsal {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionRehearsal.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  ConnectionRehearsal(HikariDataSource pool, Jdbi jdbi) {
    this.pool = pool;
    this.jdbi = jdbi;
  }

  /** Whether the database answered; the first deployment has none that does. */
  public boolean rehearse() {
    try {
      return jdbi.withHandle(
          handle -> handle.createQuery("select true").mapTo(Boolean.class).one());
    } catch (RuntimeException unanswered) {
      LOG.info("The database did not answer the rehearsal: {}", unanswered.toString());
      return false;
    }
  }

  /**
   * Closes every connection of the pool.
   *
   * @throws IllegalStateException when one is still open after 5 s
   */
  public void closeAll() throws InterruptedException {
    var statistics = pool.getHikariPoolMXBean();
    if (statistics == null) {
      // Nobody has asked for a connection yet.
      return;
    }
    statistics.softEvictConnections();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    // The pool closes them in a thread of its own.
    while (statistics.getTotalConnections() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d connections are still open".formatted(statistics.getTotalConnections()));
      }
      Thread.sleep(10);
    }
  }
}
