package io.cloudapp.logic.instance;

import io.cloudapp.core.execution.ExecutionKind;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What the executions that work on an instance were asked to do. */
@Singleton
final class Requests {

  private final Jdbi jdbi;

  Requests(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  record Request(String id, ExecutionKind kind, String instanceId, boolean forced, String reason) {}

  Optional<Request> find(String executionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id, kind, instance_id, forced, reason from executions where id = :id")
                .bind("id", executionId)
                .map(
                    (row, context) ->
                        new Request(
                            row.getString("id"),
                            ExecutionKind.valueOf(row.getString("kind")),
                            row.getString("instance_id"),
                            row.getBoolean("forced"),
                            row.getString("reason")))
                .findOne());
  }
}
