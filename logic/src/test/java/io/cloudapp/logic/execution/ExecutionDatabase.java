package io.cloudapp.logic.execution;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.database.Database;
import io.cloudapp.logic.metric.RememberedMetrics;
import io.cloudapp.logic.notice.Notices;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** A real database with the use cases of executions over it; started once for all tests. */
final class ExecutionDatabase {

  private static final ExecutionDatabase SHARED = new ExecutionDatabase();

  final Jdbi jdbi;
  final Clock clock = Clock.systemUTC();
  final Ids ids = Ids.sortable();
  final Set<String> started = ConcurrentHashMap.newKeySet();
  final StepStore steps = new StepStore();
  final RememberedMetrics metrics = new RememberedMetrics();
  final ExecutionStore executions =
      new ExecutionStore(steps, new Estimates(), new ClickToUsable(metrics));
  final StartWorkflow startWorkflow = (kind, executionId) -> started.add(executionId);
  final SubmitRequest submitRequest;
  final ClaimRequest claimRequest;
  final RecordStatus recordStatus;
  final ReadExecution readExecution;
  final ListExecutions listExecutions;
  final StepJournal stepJournal;
  final UnfinishedExecutions unfinishedExecutions;

  private ExecutionDatabase() {
    try {
      var postgres = EmbeddedPostgres.builder().start();
      var pool = new HikariConfig();
      pool.setDataSource(postgres.getPostgresDatabase());
      pool.setMaximumPoolSize(16);
      var dataSource = new HikariDataSource(pool);
      Database.migrate(dataSource);
      jdbi = Jdbi.create(dataSource);
    } catch (IOException failure) {
      throw new IllegalStateException("PostgreSQL does not start", failure);
    }
    submitRequest = submitRequest(startWorkflow);
    claimRequest = new ClaimRequest(jdbi, executions, steps, Duration.ofSeconds(120), clock);
    recordStatus = new RecordStatus(jdbi, executions, steps, clock);
    readExecution = new ReadExecution(jdbi, executions);
    listExecutions = new ListExecutions(jdbi, executions);
    stepJournal = new StepJournal(jdbi, executions, steps, clock);
    unfinishedExecutions = new UnfinishedExecutions(jdbi, executions, steps, startWorkflow, clock);
  }

  static ExecutionDatabase shared() {
    return SHARED;
  }

  SubmitRequest submitRequest(StartWorkflow starter) {
    var audit = new AuditLog(jdbi, ids, clock);
    var notices = new Notices(jdbi, (userId, subject, message) -> true, ids, clock);
    return new SubmitRequest(
        jdbi,
        new SubmissionStore(steps),
        executions,
        new ForcedStopNotice(notices),
        starter,
        audit,
        ids,
        clock);
  }

  Caller aUser(int quota) {
    return aCaller(Role.USER, quota);
  }

  Caller anAdmin() {
    return aCaller(Role.ADMIN, 100);
  }

  private Caller aCaller(Role role, int quota) {
    var id = ids.next();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into users (id, username, role, quota, created_at)
                    values (:id, :username, :role, :quota, now())
                    """)
                .bind("id", id)
                .bind("username", "user-" + id)
                .bind("role", role.name())
                .bind("quota", quota)
                .execute());
    return new Caller(id, "user-" + id, role, "session-" + id);
  }

  /** Returns the name of a new configuration. */
  String aConfiguration(boolean enabled) {
    var name = "c-" + ids.next();
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "insert into configurations (name, enabled, current_version) values (?, ?, 2)",
              name,
              enabled);
          for (var version : new int[] {1, 2}) {
            handle.execute(
                """
                insert into configuration_versions (name, version, definition, created_by, created_at)
                values (?, ?, cast(? as jsonb), 'somebody', now())
                """,
                name,
                version,
                "{\"loginUser\": \"ec2-user\", \"maximumLifetimeHours\": 8}");
          }
        });
    return name;
  }

  /** Submits a provision request that is accepted and returns its id. */
  String aProvision(Caller caller, String configuration) {
    return accepted(provision(caller, ids.next(), configuration));
  }

  Submission provision(Caller caller, String key, String configuration) {
    var body =
        Json.mapper()
            .createObjectNode()
            .put("kind", "provision")
            .put("configuration", configuration);
    return submitRequest.submit(caller, Optional.of(key), body);
  }

  Submission stop(Caller caller, String instanceId, boolean force) {
    var body =
        Json.mapper()
            .createObjectNode()
            .put("kind", "stop")
            .put("instanceId", instanceId)
            .put("force", force)
            .put("reason", "no longer needed");
    return submitRequest.submit(caller, Optional.of(ids.next()), body);
  }

  static String accepted(Submission submission) {
    return switch (submission) {
      case Submission.Accepted accepted -> accepted.execution().id();
      case Submission.Refused refused ->
          throw new AssertionError("Refused: " + refused.problem().detail());
    };
  }

  void moveInstance(String id, InstanceState state) {
    jdbi.useHandle(
        handle -> handle.execute("update instances set state = ? where id = ?", state.name(), id));
  }

  InstanceState instanceState(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select state from instances where id = :id")
                .bind("id", id)
                .mapTo(InstanceState.class)
                .one());
  }

  /** Writes a successful run that took so many seconds. */
  void aSuccessfulRun(Caller caller, ExecutionKind kind, String configuration, int seconds) {
    var requestedAt = Instant.parse("2026-01-01T00:00:00Z");
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into executions (
                      id, kind, state, user_id, idempotency_key, payload_hash, instance_id,
                      configuration, configuration_version, requested_at, finished_at, deadline)
                    values (
                      :id, :kind, 'SUCCEEDED', :userId, :id, '', :id, :configuration, 1,
                      :requestedAt, :finishedAt, :requestedAt)
                    """)
                .bind("id", ids.next())
                .bind("kind", kind.name())
                .bind("userId", caller.userId())
                .bind("configuration", configuration)
                .bind("requestedAt", requestedAt)
                .bind("finishedAt", requestedAt.plusSeconds(seconds))
                .execute());
  }
}
