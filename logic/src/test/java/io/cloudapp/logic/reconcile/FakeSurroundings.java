package io.cloudapp.logic.reconcile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.logic.World;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What reconcile reaches besides EC2 and the database. */
final class FakeSurroundings {

  private FakeSurroundings() {}

  @Singleton
  @Replaces(S3Heartbeats.class)
  @Requires(env = World.ENVIRONMENT)
  static final class FakeHeartbeats implements Heartbeats {

    private Optional<Heartbeat> last = Optional.empty();

    @Override
    public Optional<Heartbeat> read() {
      return last;
    }

    @Override
    public void write(Heartbeat heartbeat) {
      last = Optional.of(heartbeat);
    }

    void forget() {
      last = Optional.empty();
    }
  }

  @Singleton
  @Replaces(SnsAlarm.class)
  @Requires(env = World.ENVIRONMENT)
  static final class FakeAlarm implements Alarm {

    private final List<String> raised = new ArrayList<>();

    @Override
    public void raise(String subject, String message) {
      raised.add(message);
    }

    List<String> raised() {
      return raised;
    }
  }

  @Factory
  @Requires(env = World.ENVIRONMENT)
  static final class Executions {

    @Singleton
    FakeOpenExecutions openExecutions(Jdbi jdbi) {
      return new FakeOpenExecutions(jdbi);
    }
  }

  /** Moves the rows of executions, and only notes which workflows are started. */
  static final class FakeOpenExecutions implements OpenExecutions {

    private final Jdbi jdbi;
    private final List<String> started = new ArrayList<>();

    FakeOpenExecutions(Jdbi jdbi) {
      this.jdbi = jdbi;
    }

    List<String> started() {
      return started;
    }

    @Override
    public List<OpenExecution> list(int limit) {
      return jdbi.withHandle(
          handle ->
              handle
                  .createQuery(
                      "select * from executions where state in ('ACCEPTED', 'RUNNING')"
                          + " order by deadline limit :limit")
                  .bind("limit", limit)
                  .map((row, context) -> open(row))
                  .list());
    }

    private static OpenExecution open(ResultSet row) throws SQLException {
      return new OpenExecution(
          row.getString("id"),
          ExecutionKind.valueOf(row.getString("kind")),
          ExecutionState.valueOf(row.getString("state")),
          row.getString("instance_id"),
          row.getBoolean("forced"),
          row.getObject("requested_at", OffsetDateTime.class).toInstant(),
          row.getObject("deadline", OffsetDateTime.class).toInstant());
    }

    @Override
    public boolean start(OpenExecution execution) {
      started.add(execution.id());
      return true;
    }

    @Override
    public boolean succeed(String id) {
      return end(id, "SUCCEEDED");
    }

    @Override
    public boolean fail(String id, Problem problem) {
      return end(id, "FAILED");
    }

    private boolean end(String id, String state) {
      return jdbi.withHandle(
              handle ->
                  handle.execute(
                      "update executions set state = ?, finished_at = now()"
                          + " where id = ? and state in ('ACCEPTED', 'RUNNING')",
                      state,
                      id))
          == 1;
    }
  }
}
