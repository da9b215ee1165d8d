package io.cloudapp.logic.history;

import io.cloudapp.core.execution.ExecutionKind;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Finds executions, whoever asked for them. */
@Singleton
final class TracedExecutions {

  private final Jdbi jdbi;

  TracedExecutions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Optional<TracedExecution> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id, kind, user_id, requested_at from executions where id = :id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new TracedExecution(
                            row.getString("id"),
                            ExecutionKind.valueOf(row.getString("kind")),
                            row.getString("user_id"),
                            row.getObject("requested_at", OffsetDateTime.class).toInstant()))
                .findOne());
  }
}
