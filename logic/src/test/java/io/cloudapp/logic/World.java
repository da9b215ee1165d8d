package io.cloudapp.logic;

import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.compute.FakeCompute;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.keypair.FakeLoginSecrets;
import io.cloudapp.logic.notice.FakeUserNotifier;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** The logic with a real database, and with AWS in memory. */
public final class World implements AutoCloseable {

  public static final String ENVIRONMENT = "logic-test";
  public static final String OWNER = "user-ada";
  public static final String ADMIN = "user-root";

  private final ApplicationContext context;
  private int executions;

  public World() {
    var database = (PGSimpleDataSource) EmbeddedAurora.freshDataSource();
    context =
        ApplicationContext.builder(ENVIRONMENT)
            .deduceEnvironment(false)
            .properties(
                Map.of(
                    "cloudapp.install-id", "test",
                    "cloudapp.database.url", database.getUrl(),
                    "cloudapp.database.username", "postgres",
                    "cloudapp.aws.region", "eu-west-1",
                    "cloudapp.network.vpc-id", "vpc-1",
                    "cloudapp.network.subnets", "eu-west-1a=subnet-a,eu-west-1b=subnet-b",
                    "cloudapp.usage.bucket", "usage",
                    "cloudapp.admin-topic-arn", "arn:aws:sns:eu-west-1:000000000000:admins",
                    "cloudapp.people-topic-arn", "arn:aws:sns:eu-west-1:000000000000:people"))
            .start();
    insertUser(OWNER, "ada");
    insertUser(ADMIN, "root");
    insertConfiguration();
  }

  @Factory
  @Requires(env = ENVIRONMENT)
  static final class Doubles {

    @Singleton
    @Replaces(bean = Clock.class, factory = Environment.class)
    Clock clock(TestClock clock) {
      return clock;
    }

    @Singleton
    TestClock testClock() {
      return new TestClock();
    }
  }

  public static Caller owner() {
    return new Caller(OWNER, "ada", Role.USER, "session-ada", Set.of(), "203.0.113.9");
  }

  public static Caller admin() {
    return new Caller(ADMIN, "root", Role.ADMIN, "session-root", Set.of("admins"), "203.0.113.1");
  }

  /** What the audit log tells of a target, the oldest first: who, what, outcome, detail. */
  public List<String> audited(String target) {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select concat_ws(' ', actor, action, outcome, detail) from audit_events"
                            + " where target = :target order by at, id")
                    .bind("target", target)
                    .mapTo(String.class)
                    .list());
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public Jdbi jdbi() {
    return get(Jdbi.class);
  }

  public TestClock clock() {
    return get(TestClock.class);
  }

  public FakeCompute compute() {
    return get(FakeCompute.class);
  }

  public FakeLoginSecrets secrets() {
    return get(FakeLoginSecrets.class);
  }

  public RemoteCalls calls() {
    return get(RemoteCalls.class);
  }

  public void reset() {
    compute().reset();
    secrets().reset();
    get(FakeUserNotifier.class).reset();
    calls().runThrough();
    jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "truncate notices, instance_schedules, instances, execution_steps,"
                      + " status_events, executions, reconcile_state, orphan_sightings,"
                      + " reconcile_runs, unclaimed_instances,"
                      + " sign_in_days");
              // Which nobody else can: the audit log is only ever added to.
              handle.execute("alter table audit_events disable trigger user");
              handle.execute("truncate audit_events");
              handle.execute("alter table audit_events enable trigger user");
              handle.execute("delete from user_keys");
            });
  }

  /** An accepted request to provision; its id is the instance's too. */
  public String provision() {
    var id = execution("PROVISION", Optional.empty(), false);
    var now = now();
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into instances (id, owner_id, configuration, configuration_version,"
                        + " state, login_user, requested_at, expires_at)"
                        + " values (?, ?, 'nginx', 1, 'PENDING', 'ec2-user', ?, ?)",
                    id,
                    OWNER,
                    now,
                    now.plusHours(8)));
    return id;
  }

  /** An accepted request to stop, which has moved the row already. */
  public String stop(String instanceId, boolean forced) {
    var id = execution("STOP", Optional.of(instanceId), forced);
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update instances set state = 'STOPPING', generation = generation + 1"
                        + " where id = ? and state in ('PENDING', 'RUNNING')",
                    instanceId));
    return id;
  }

  /** A public key in the owner's profile. */
  public void addKey(String publicKey, String name) {
    execute(
        "insert into user_keys (id, user_id, name, public_key, fingerprint, added_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        "key-" + name,
        OWNER,
        name,
        publicKey,
        "SHA256:" + name,
        now());
  }

  /** What somebody else would have done to the database. */
  public void execute(String sql, Object... values) {
    jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private String execution(String kind, Optional<String> instanceId, boolean forced) {
    var id = "execution-%04d".formatted(++executions);
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into executions (id, kind, state, user_id, idempotency_key,"
                        + " payload_hash, instance_id, configuration, configuration_version,"
                        + " forced, reason, requested_at, deadline)"
                        + " values (?, ?, 'RUNNING', ?, ?, 'hash', ?, 'nginx', 1, ?, ?, ?, ?)",
                    id,
                    kind,
                    OWNER,
                    id,
                    instanceId.orElse(id),
                    forced,
                    kind.equals("STOP") ? "no longer needed" : "",
                    now(),
                    now().plusMinutes(15)));
    return id;
  }

  public Instant instant() {
    return clock().instant();
  }

  private OffsetDateTime now() {
    return clock().instant().atOffset(ZoneOffset.UTC);
  }

  private void insertUser(String id, String username) {
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into users (id, username, created_at) values (?, ?, ?)",
                    id,
                    username,
                    now()));
  }

  /** The configuration that every request of these tests names. */
  public static Configuration nginx() {
    return new Configuration(
        "nginx",
        1,
        true,
        "A web server",
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        "ec2-user",
        "t3.micro",
        new Configuration.Disk(10, "gp3"),
        List.of("nginx"),
        "systemctl enable --now nginx\n",
        List.of(new Configuration.IngressRule(80, "0.0.0.0/0", "web")),
        8,
        Instant.parse("2026-11-01T00:00:00Z"));
  }

  private void insertConfiguration() {
    try {
      var definition = Json.mapper().writeValueAsString(nginx());
      jdbi()
          .useHandle(
              handle -> {
                handle.execute("insert into configurations values ('nginx', true, 1, null)");
                handle.execute(
                    "insert into configuration_versions values ('nginx', 1, ?::jsonb, 'root', ?)",
                    definition,
                    now());
              });
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
