package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of many instances under its filters; each page is compared with the database itself. */
class InstanceListTest {

  private static final World WORLD = new World();
  private static final Caller ADMIN = new Caller(World.ADMIN, "root", Role.ADMIN, "session");
  private static final Caller OWNER = new Caller(World.OWNER, "ada", Role.USER, "session");

  /** A filter and what it means. */
  record Sample(InstanceFilter filter, String condition) {}

  @BeforeAll
  static void addInstances() {
    WORLD.execute(
        "insert into executions (id, kind, state, user_id, idempotency_key, payload_hash,"
            + " instance_id, configuration, configuration_version, requested_at, finished_at,"
            + " deadline)"
            + " select 'many-' || n, 'PROVISION', 'SUCCEEDED',"
            + " case n % 3 when 0 then ? else ? end, 'key-' || n, 'hash', 'many-' || n,"
            + " case n % 5 when 0 then 'jupyter' else 'nginx' end, 1,"
            // Many at the same moment, so that only the id tells them apart.
            + " timestamptz '2026-11-21T12:00:00Z' - (n / 7) * interval '1 hour',"
            + " '2026-11-21T12:00:00Z', '2026-11-21T12:00:00Z'"
            + " from generate_series(1, 500) n",
        World.OWNER, World.ADMIN);
    WORLD.execute(
        "insert into instances (id, owner_id, configuration, configuration_version, state,"
            + " login_user, requested_at, expires_at, zone, ec2_instance_id, host)"
            + " select id, user_id, configuration, 1,"
            + " (array['PENDING','RUNNING','STOPPING','STOPPED','TERMINATED','FAILED'])"
            + "[1 + length(id) * ascii(right(id, 1)) % 6],"
            + " 'ec2-user', requested_at, requested_at,"
            + " case when id like '%1' then 'eu-west-1a' end, 'i-' || md5(id),"
            + " case when id like '%2' then 'Ec2-' || id || '.example.com' end"
            + " from executions where id like 'many-%'");
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  static List<Sample> samples() {
    return List.of(
        new Sample(InstanceFilter.none(), "true"),
        new Sample(with(Set.of(InstanceState.RUNNING)), "state = 'RUNNING'"),
        new Sample(
            with(Set.of(InstanceState.STOPPED, InstanceState.FAILED)),
            "state in ('STOPPED', 'FAILED')"),
        new Sample(with("ada", "", "", 0, ""), "owner_id = 'user-ada'"),
        new Sample(with("nobody", "", "", 0, ""), "false"),
        new Sample(with("", "jupyter", "", 0, ""), "configuration = 'jupyter'"),
        new Sample(with("", "", "eu-west-1a", 0, ""), "zone = 'eu-west-1a'"),
        new Sample(with("", "", "", 24, ""), "requested_at < timestamptz '2026-11-20T12:00:00Z'"),
        new Sample(with("", "", "", 0, "MANY-12"), "id like 'many-12%'"),
        new Sample(with("", "", "", 0, ".EXAMPLE."), "host is not null"),
        new Sample(with("", "", "", 0, "%"), "false"),
        new Sample(with("", "", "", 0, "' or ''='"), "false"),
        new Sample(
            with("ada", "nginx", "eu-west-1a", 10, "many"),
            "owner_id = 'user-ada' and configuration = 'nginx' and zone = 'eu-west-1a'"
                + " and requested_at < timestamptz '2026-11-21T02:00:00Z'"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void holdsExactlyWhatFitsOnceAndNewestFirst(Sample sample) {
    var expected =
        WORLD
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select id from instances where "
                                + sample.condition()
                                + " order by requested_at desc, id desc")
                        .mapTo(String.class)
                        .list());

    assertThat(listed(ADMIN, sample.filter())).containsExactlyElementsOf(expected);
  }

  @Test
  void holdsNothingOfOthersWhateverTheFilterSays() {
    assertThat(listed(OWNER, with("root", "", "", 0, ""))).isEmpty();
    assertThat(listed(OWNER, InstanceFilter.none())).hasSize(166);
  }

  private static InstanceFilter with(Set<InstanceState> states) {
    return new InstanceFilter(
        states,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static InstanceFilter with(
      String owner, String configuration, String zone, int olderThanHours, String text) {
    return new InstanceFilter(
        Set.of(),
        given(owner),
        given(configuration),
        given(zone),
        Optional.of(olderThanHours).filter(hours -> hours > 0),
        given(text));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static List<String> listed(Caller caller, InstanceFilter filter) {
    var read = WORLD.get(ReadInstances.class);
    var ids = new ArrayList<String>();
    Optional<String> after = Optional.empty();
    do {
      var page = read.list(caller, filter, after, 23);
      page.items().stream().map(Instance::id).forEach(ids::add);
      after = page.next();
    } while (after.isPresent());
    return ids;
  }
}
