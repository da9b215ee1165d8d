package io.cloudapp.logic.usage;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/**
 * Records what an execution used; a repeat records the same event again, not another one.
 *
 * <p>The workflow asks for it before its last step, so that the event is there at once; {@link
 * UnrecordedUsage} writes it again when the execution is over and its cause of failure known.
 */
@Singleton
public final class RecordUsage {

  private final Jdbi jdbi;
  private final UsageEvents events;
  private final Clock clock;

  RecordUsage(Jdbi jdbi, UsageEvents events, Clock clock) {
    this.jdbi = jdbi;
    this.events = events;
    this.clock = clock;
  }

  /** How an execution went. */
  public enum Result {
    SUCCEEDED,
    FAILED
  }

  /**
   * @param result what the workflow knows; an execution that is over knows better
   * @return false when there is no such execution of that instance
   */
  public boolean record(String instanceId, String executionId, Result result) {
    var event =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        FinishedRow.QUERY + " where e.id = :execution and i.id = :instance")
                    .bind("execution", executionId)
                    .bind("instance", instanceId)
                    .map((row, context) -> FinishedRow.read(row, result, clock.instant()))
                    .findOne());
    event.ifPresent(events::put);
    return event.isPresent();
  }
}
