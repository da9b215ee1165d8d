package io.cloudapp.logic.usage;

import io.cloudapp.logic.usage.RecordUsage.Result;
import io.cloudapp.logic.usage.UsageEvent.ExecutionFinished;
import io.cloudapp.logic.usage.UsageEvent.InstanceEnded;
import io.cloudapp.logic.usage.UsageEvent.SignedIn;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings to S3 what happened and is not there in its last form: executions that are over, however
 * they ended, instances that ended by themselves, and sign-ins.
 *
 * <p>The database is marked after S3 has it. A crash in between writes the same event once more.
 */
@Singleton
public final class UnrecordedUsage {

  /** Of each kind in one run; the next run goes on. */
  private static final int MOST_AT_ONCE = 200;

  private final Jdbi jdbi;
  private final UsageEvents events;
  private final SignInDays signInDays;
  private final Clock clock;

  UnrecordedUsage(Jdbi jdbi, UsageEvents events, SignInDays signInDays, Clock clock) {
    this.jdbi = jdbi;
    this.events = events;
    this.signInDays = signInDays;
    this.clock = clock;
  }

  /** Records some of it. */
  public void record() {
    for (var execution : executions()) {
      events.put(execution);
      mark(
          "update executions set usage_recorded_at = :now where id = :id", execution.executionId());
    }
    for (var instance : instances()) {
      events.put(instance);
      mark("update instances set usage_recorded_at = :now where id = :id", instance.instanceId());
    }
    for (var signIn : signInDays.unrecorded(MOST_AT_ONCE)) {
      events.put(SignedIn.of(signIn));
      signInDays.markRecorded(signIn);
    }
  }

  private List<ExecutionFinished> executions() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    FinishedRow.QUERY
                        + " where e.finished_at is not null and e.usage_recorded_at is null"
                        + " order by e.finished_at limit :limit")
                .bind("limit", MOST_AT_ONCE)
                .map((row, context) -> FinishedRow.read(row, Result.FAILED, clock.instant()))
                .list());
  }

  /** Those that never ran are nothing to count. */
  private List<InstanceEnded> instances() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, configuration, launched_at, ended_at, test
                    from instances
                    where ended_at is not null and usage_recorded_at is null
                      and launched_at is not null
                    order by ended_at
                    limit :limit
                    """)
                .bind("limit", MOST_AT_ONCE)
                .map(
                    (row, context) ->
                        InstanceEnded.of(
                            row.getString("id"),
                            row.getString("configuration"),
                            FinishedRow.time(row, "launched_at").orElseThrow(),
                            FinishedRow.time(row, "ended_at").orElseThrow(),
                            row.getBoolean("test")))
                .list());
  }

  private void mark(String update, String id) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbi.useHandle(handle -> handle.createUpdate(update).bind("id", id).bind("now", now).execute());
  }
}
