package io.cloudapp.logic.execution;

import io.cloudapp.logic.metric.Metrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Measures how long people wait for an instance. */
@Singleton
final class ClickToUsable {

  private final Metrics metrics;

  ClickToUsable(Metrics metrics) {
    this.metrics = metrics;
  }

  /** For an execution that just succeeded; an admin's try of a draft says nothing of normal use. */
  void note(Handle handle, String executionId) {
    handle
        .createQuery(
            """
            select extract(epoch from instance.login_published_at - execution.requested_at)
            from executions as execution join instances as instance
              on instance.id = execution.instance_id
            where execution.id = :id and execution.kind = 'PROVISION'
              and instance.login_published_at is not null and not instance.test
            """)
        .bind("id", executionId)
        .mapTo(Double.class)
        .findOne()
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
        // What is rolled back has not happened.
        .ifPresent(waited -> handle.afterCommit(() -> metrics.clickToUsable(waited)));
  }
}
