package io.cloudapp.tests.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Fills the database with what years of use leave in it. */
final class ManyRows {

  static final int USERS = 500;
  static final int INSTANCES = 10_000;
  static final int EXECUTIONS = 100_000;

  private ManyRows() {}

  /**
   * Every execution from the 90,000th on has made an instance; ten in a hundred of those live, and
   * whoever has {@code busyUsername} has made one of each hundred executions.
   */
  static void load(DataSource database, String busyUsername) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      addUsers(statement);
      addExecutions(connection, busyUsername);
      addInstances(statement);
      addAuditEvents(statement);
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("vacuum analyze");
    }
  }

  private static void addUsers(Statement statement) throws SQLException {
    statement.execute(
        """
        insert into users (id, username, email, created_at, last_sign_in_at)
        select 'many-' || n, 'many-' || n, 'many-' || n || '@example.com',
          now() - n * interval '1 day', now() - n * interval '1 hour'
        from generate_series(1, %d) n
        """
            .formatted(USERS));
  }

  private static void addExecutions(Connection connection, String busyUsername)
      throws SQLException {
    try (var executions =
            connection.prepareStatement(
                """
                insert into executions (id, kind, state, user_id, idempotency_key, payload_hash,
                  instance_id, configuration, configuration_version, requested_at, started_at,
                  finished_at, deadline)
                select 'many-' || lpad(n::text, 8, '0'), 'PROVISION', 'SUCCEEDED',
                  case when n %% 100 = 0 then (select id from users where username = ?)
                    else 'many-' || (n %% %d + 1) end,
                  'many-' || n, 'hash', 'many-' || lpad(n::text, 8, '0'), 'nginx', 1,
                  at, at, at + interval '40 seconds', at + interval '15 minutes'
                from (select n, now() - (%d - n) * interval '5 minutes' as at
                  from generate_series(1, %d) n) as numbered
                """
                    .formatted(USERS, EXECUTIONS, EXECUTIONS));
        var statement = connection.createStatement()) {
      executions.setString(1, busyUsername);
      executions.executeUpdate();
      statement.execute(
          """
          insert into execution_steps
            (execution_id, name, rank, state, started_at, finished_at, attempts)
          select id, step, 10, 'SUCCEEDED', requested_at, finished_at, 1
          from executions, unnest(array['start-workflow', 'launch-instance', 'boot-instance',
            'publish-login', 'record-usage', 'notify-admins']) as step
          where id like 'many-%'
          """);
    }
  }

  private static void addInstances(Statement statement) throws SQLException {
    statement.execute(
        """
        insert into instances (id, owner_id, configuration, configuration_version, state,
          ec2_instance_id, host, login_user, requested_at, launched_at, expires_at, ended_at)
        select id, user_id, configuration, configuration_version,
          case when number %% 10 = 1 then 'RUNNING' else 'TERMINATED' end,
          'i-many' || number, 'ec2-' || number || '.example.com', 'ec2-user', requested_at,
          requested_at, now() + interval '1 hour',
          case when number %% 10 = 1 then null else requested_at + interval '1 hour' end
        from (select *, right(id, 8)::integer as number from executions
          where id like 'many-%%') as numbered
        where number > %d
        """
            .formatted(EXECUTIONS - INSTANCES));
  }

  private static void addAuditEvents(Statement statement) throws SQLException {
    statement.execute(
        """
        insert into audit_events
          (id, at, actor_id, actor, action, outcome, target, detail, address)
        select id, requested_at, user_id, 'somebody', 'PROVISION_REQUESTED', 'DONE',
          'instance/' || id, '', '192.0.2.1'
        from executions where id like 'many-%'
        """);
  }
}
