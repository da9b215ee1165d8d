package io.cloudapp.local.athena;

import io.cloudapp.local.athena.data.Warehouse;
import io.cloudapp.local.athena.sql.QueryFailure;
import io.cloudapp.local.athena.sql.Translation;
import io.cloudapp.local.athena.sql.Translator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs queries, each on a thread of its own, a few at a time. */
final class QueryRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AthenaService.class);
  private static final int AT_ONCE = 5;

  private final Warehouse warehouse;
  private final Translator translator;
  private final ResultFiles files;
  private final AthenaFaults faults;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  QueryRunner(Warehouse warehouse, ResultFiles files, AthenaFaults faults, Clock clock) {
    this.warehouse = warehouse;
    this.translator = new Translator(warehouse);
    this.files = files;
    this.faults = faults;
    this.clock = clock;
  }

  /** Begins and returns at once. */
  void start(QueryExecution execution, Translator.Parsed parsed) {
    Thread.ofVirtual().name("athena-" + execution.id()).start(() -> run(execution, parsed));
  }

  private void run(QueryExecution execution, Translator.Parsed parsed) {
    var thread = Thread.currentThread();
    execution.interruptBy(thread::interrupt);
    try {
      places.acquire();
      try {
        if (execution.start()) {
          answer(execution, parsed);
        }
      } finally {
        places.release();
      }
    } catch (QueryFailure failure) {
      execution.fail(failure.getMessage());
    } catch (SQLException failure) {
      execution.fail(DuckFailure.reason(failure));
    } catch (InterruptedException stopped) {
      execution.cancel("Query was cancelled");
    } catch (RuntimeException failure) {
      LOG.error("Query {} failed", execution.id(), failure);
      execution.fail("GENERIC_INTERNAL_ERROR: " + failure);
    }
  }

  private void answer(QueryExecution execution, Translator.Parsed parsed)
      throws SQLException, InterruptedException {
    var slow = faults.take(AthenaFault.Slow.class);
    if (slow.isPresent()) {
      Thread.sleep(Duration.ofMillis((long) (slow.get().seconds() * 1000)));
    }
    if (faults.take(AthenaFault.QueryFails.class).isPresent()) {
      throw new QueryFailure("GENERIC_INTERNAL_ERROR", "Athena had a misfortune");
    }
    var request = execution.request();
    var translation =
        translator.translate(parsed, request.database(), request.parameters(), clock.instant());
    var prepared = warehouse.prepare(translation);
    execution.scanned(prepared.bytes());
    var limit = request.workGroup().scanLimit();
    if (limit.isPresent() && prepared.bytes() > limit.getAsLong()) {
      execution.cancel("Bytes scanned limit was exceeded");
      return;
    }
    LOG.debug("{} runs {}", execution.id(), prepared.sql());
    var rows = rows(execution, translation, prepared.sql());
    files.put(execution.resultFile(), QueryResults.csv(rows));
    execution.succeed(rows, false);
  }

  private ResultRows rows(QueryExecution execution, Translation translation, String sql)
      throws SQLException {
    try (var connection = warehouse.connect();
        var statement = connection.createStatement()) {
      execution.interruptBy(
          () -> {
            try {
              statement.cancel();
            } catch (SQLException failure) {
              LOG.debug("A query could not be stopped", failure);
            }
          });
      try (var rows = statement.executeQuery(sql)) {
        return ResultReader.read(rows, translation.columns());
      } finally {
        execution.interruptBy(() -> {});
      }
    }
  }
}
