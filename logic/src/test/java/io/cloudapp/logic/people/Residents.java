package io.cloudapp.logic.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserDetails;
import io.cloudapp.logic.World;
import io.cloudapp.logic.login.FakeAccounts;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The users of a world, in the hands of two admins. */
final class Residents {

  static final Caller ROOT = admin("root-id", "root");
  static final Caller DEPUTY = admin("deputy-id", "deputy");
  static final String ADA = "ada-id";

  private final World world;

  Residents(World world) {
    this.world = world;
  }

  /** Empties the world and lets three people live in it: root, deputy and ada. */
  void moveIn() {
    world.reset();
    accounts().reset();
    world.execute("truncate user_creations");
    world.execute("delete from users");
    add(ROOT.userId(), "root", Role.ADMIN);
    add(DEPUTY.userId(), "deputy", Role.ADMIN);
    add(ADA, "ada", Role.USER);
  }

  void add(String id, String username, Role role) {
    accounts().has(id, username);
    if (role == Role.ADMIN) {
      accounts().setAdmin(id, true);
    }
    world.execute(
        "insert into users (id, username, email, role, created_at, last_sign_in_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        id,
        username,
        username + "@example.com",
        role.name(),
        world.instant().atOffset(ZoneOffset.UTC),
        world.instant().atOffset(ZoneOffset.UTC));
  }

  static Caller admin(String id, String username) {
    return new Caller(id, username, Role.ADMIN, "session-of-" + username);
  }

  FakeAccounts accounts() {
    return world.get(FakeAccounts.class);
  }

  UserDetails user(String id) {
    return world.get(People.class).details(id).orElseThrow();
  }

  int version(String id) {
    return user(id).user().version();
  }

  /** An instance of that person that runs. */
  String instance(String ownerId, String id) {
    var now = world.instant().atOffset(ZoneOffset.UTC);
    world.execute(
        "insert into executions (id, kind, state, user_id, idempotency_key, payload_hash,"
            + " instance_id, configuration, configuration_version, requested_at, finished_at,"
            + " deadline) values (?, 'PROVISION', 'SUCCEEDED', ?, ?, 'hash', ?, 'nginx', 1, ?, ?,"
            + " ?)",
        id,
        ownerId,
        id,
        id,
        now,
        now,
        now.plusMinutes(15));
    world.execute(
        "insert into instances (id, owner_id, configuration, configuration_version, state,"
            + " login_user, requested_at, expires_at)"
            + " values (?, ?, 'nginx', 1, 'RUNNING', 'ec2-user', ?, ?)",
        id,
        ownerId,
        now,
        now.plusHours(8));
    return id;
  }

  /** What the stop workflow does in the end. */
  void endInstance(String id) {
    world.execute("update instances set state = 'TERMINATED' where id = ?", id);
    world.execute(
        "update executions set state = 'SUCCEEDED', finished_at = now()"
            + " where instance_id = ? and kind = 'STOP' and state in ('ACCEPTED', 'RUNNING')",
        id);
  }

  List<String> stopsOf(String instanceId) {
    return query(
        handle ->
            handle
                .createQuery(
                    "select reason from executions where kind = 'STOP' and forced"
                        + " and instance_id = :id order by id")
                .bind("id", instanceId)
                .mapTo(String.class)
                .list());
  }

  /** What was audited, for example {@code USER_DISABLED DONE user/ada by root}. */
  List<String> audited() {
    return query(
        handle ->
            handle
                .createQuery(
                    "select action || ' ' || outcome || ' ' || target || ' by ' || actor"
                        + " from audit_events order by id")
                .mapTo(String.class)
                .list());
  }

  private List<String> query(Function<Handle, List<String>> query) {
    return world.jdbi().withHandle(query::apply);
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    } catch (IOException notJson) {
      throw new IllegalArgumentException(notJson);
    }
  }

  static Problem refusal(PersonOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(PersonOutcome.Refused.class)).actual().problem();
  }

  static ProblemType refusedAs(PersonOutcome outcome) {
    return ProblemType.of(refusal(outcome).type()).orElseThrow();
  }
}
