package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionList;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.metric.RememberedMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists with filters, over 100,000 executions. */
final class ListExecutionsTest {

  private static final int EXECUTIONS = 100_000;
  private static final int USERS = 50;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Caller ADMIN = new Caller("admin", "root", Role.ADMIN, "s");
  private static final Jdbi JDBI = Jdbi.create(EmbeddedAurora.freshDataSource());
  private static final ListExecutions LISTS =
      new ListExecutions(
          JDBI,
          new ExecutionStore(
              new StepStore(), new Estimates(), new ClickToUsable(new RememberedMetrics())));

  static {
    JDBI.useHandle(ListExecutionsTest::fill);
  }

  /** One a minute; user-1 has half of them, one in a thousand failed, a few are under way. */
  private static void fill(Handle handle) {
    handle.execute(
        "insert into users (id, username, created_at)"
            + " select 'u' || n, 'user-' || n, now() from generate_series(1, ?) as n",
        USERS);
    handle
        .createUpdate(
            """
            insert into executions (
              id, kind, state, user_id, idempotency_key, payload_hash, instance_id, configuration,
              configuration_version, requested_at, finished_at, deadline)
            select 'e' || lpad(n::text, 8, '0'),
              case when n % 3 = 0 then 'STOP' else 'PROVISION' end,
              case when n % 1000 = 0 then 'FAILED' when n > :all - 5 then 'RUNNING'
                else 'SUCCEEDED' end,
              case when n % 2 = 0 then 'u1' else 'u' || (2 + n % 49) end,
              'k' || n, '', 'i' || n / 2,
              case when n % 10000 = 1 then 'rare' when n % 4 = 0 then 'nginx' else 'jupyter' end, 1,
              cast(:first as timestamptz) + n * interval '1 minute',
              case when n > :all - 5 and n % 1000 <> 0 then null
                else cast(:first as timestamptz) + n * interval '1 minute' + interval '30 seconds' end,
              cast(:first as timestamptz) + n * interval '1 minute' + interval '15 minutes'
            from generate_series(1, :all) as n
            """)
        .bind("all", EXECUTIONS)
        .bind("first", FIRST)
        .execute();
    handle.execute("analyze executions");
    handle.execute("analyze users");
  }

  @Test
  void findsWhatTheFilterSaysAndNothingElse() {
    var filter = filter("FAILED", "provision", "user-1", "nginx", "", 10_000, 90_000);

    var found = all(ADMIN, filter, 7);

    var expected =
        IntStream.range(10_000, 90_000)
            .filter(n -> n % 1000 == 0 && n % 3 != 0 && n % 2 == 0 && n % 4 == 0)
            .filter(n -> n % 10_000 != 1)
            .mapToObj("e%08d"::formatted)
            .sorted(Comparator.reverseOrder())
            .toList();
    assertThat(found).isEqualTo(expected).isNotEmpty();
    assertThat(count(filter)).isEqualTo(expected.size());
  }

  @Test
  void pagesThroughAFilterWithoutAGapOrARepeat() {
    var filter = filter("FAILED", "", "", "", "", 0, 0);

    var inOnePage = all(ADMIN, filter, 200);

    assertThat(inOnePage).hasSize(100).doesNotHaveDuplicates();
    assertThat(all(ADMIN, filter, 9)).isEqualTo(inOnePage);
  }

  @Test
  void goesOnWhereThePageEndedWhateverCameSince() {
    var filter = filter("", "", "user-3", "", "", 0, 0);
    var first = LISTS.list(ADMIN, filter, Optional.empty(), 3, false);
    var following = ids(LISTS.list(ADMIN, filter, first.next(), 3, false));

    JDBI.useHandle(
        handle ->
            handle.execute(
                """
                insert into executions (
                  id, kind, state, user_id, idempotency_key, payload_hash, instance_id,
                  configuration, configuration_version, requested_at, deadline)
                values ('new', 'STOP', 'ACCEPTED', 'u3', 'new', '', 'i', 'nginx', 1,
                  '2030-01-01', '2030-01-01')
                """));

    assertThat(ids(LISTS.list(ADMIN, filter, first.next(), 3, false))).isEqualTo(following);
    JDBI.useHandle(handle -> handle.execute("delete from executions where id = 'new'"));
  }

  @Test
  void showsAUserOnlyTheirOwnWhateverTheFilter() {
    var user = new Caller("u2", "user-2", Role.USER, "s");

    var found =
        LISTS.list(user, filter("", "", "", "jupyter", "", 0, 0), Optional.empty(), 50, true);

    assertThat(found.items()).extracting(Execution::requestedBy).containsOnly("user-2");
    assertThat(found.count()).hasValueSatisfying(count -> assertThat(count).isBetween(500, 1_001));
  }

  @Test
  void countsNoFurtherThanAnybodyReads() {
    assertThat(count(ExecutionFilter.none())).isEqualTo(ExecutionList.COUNTED_AT_MOST);
    assertThat(count(filter("", "", "user-that-is-not", "", "", 0, 0))).isZero();
  }

  static List<ExecutionFilter> filters() {
    var filters = new ArrayList<ExecutionFilter>();
    for (var state : List.of("", "FAILED", "RUNNING", "SUCCEEDED", "ACCEPTED")) {
      for (var user : List.of("", "user-1", "user-7")) {
        for (var configuration : List.of("", "nginx", "rare", "none")) {
          filters.add(filter(state, "stop", user, configuration, "", 0, 0));
        }
        filters.add(filter(state, "", user, "", "", 50_000, 50_100));
      }
    }
    filters.add(filter("", "", "", "", "i77", 0, 0));
    return filters;
  }

  /** Whoever asks for what, the answer is there at once: no filter reads the whole table. */
  @ParameterizedTest
  @MethodSource("filters")
  void answersAnyFilterFast(ExecutionFilter filter) {
    var conditions = ExecutionConditions.of(Viewer.of(ADMIN), filter);

    var plan = fastest(conditions, 26);

    assertThat(plan.toString()).doesNotContain("\"Seq Scan\",\"Parallel Aware\":true");
    assertThat(plan.at("/0/Execution Time").asDouble()).as("%s", plan).isLessThan(50);
  }

  @Test
  void findsADeepPageByItsPlaceInTheIndex() {
    var plan =
        JDBI.withHandle(
            handle ->
                tree(
                    handle
                        .createQuery(
                            "explain (analyze, format json) select id from executions as execution"
                                + " where true and (execution.requested_at, execution.id) <"
                                + " (:lastRequestedAt, :lastId) order by execution.requested_at"
                                + " desc, execution.id desc limit 26")
                        .bind("lastRequestedAt", FIRST.plusSeconds(60 * 1_000))
                        .bind("lastId", "e00001000")
                        .mapTo(String.class)
                        .one()));

    var scan = plan.at("/0/Plan/Plans/0");
    assertThat(scan.path("Index Name").asText()).isEqualTo("executions_by_time");
    assertThat(scan.path("Index Cond").asText()).contains("requested_at");
    assertThat(scan.path("Actual Rows").asInt()).isEqualTo(26);
  }

  /** Of a few runs, so that a busy machine does not count. */
  private static JsonNode fastest(ExecutionConditions conditions, int limit) {
    var sql =
        "explain (analyze, format json) select execution.*, users.username from executions as"
            + " execution join users on users.id = execution.user_id where "
            + conditions.sql()
            + " order by execution.requested_at desc, execution.id desc limit :limit";
    return IntStream.range(0, 5)
        .mapToObj(
            _ ->
                JDBI.withHandle(
                    handle ->
                        tree(
                            conditions
                                .bindTo(handle.createQuery(sql))
                                .bind("limit", limit)
                                .mapTo(String.class)
                                .one())))
        .min(Comparator.comparing(plan -> plan.at("/0/Execution Time").asDouble()))
        .orElseThrow();
  }

  private static ExecutionFilter filter(
      String state,
      String kind,
      String user,
      String configuration,
      String instance,
      int fromMinute,
      int toMinute) {
    return new ExecutionFilter(
        given(state).map(ExecutionState::valueOf),
        given(kind).map(ExecutionKind::ofWireName),
        given(user),
        given(configuration),
        given(instance),
        fromMinute == 0 ? Optional.empty() : Optional.of(FIRST.plusSeconds(fromMinute * 60L)),
        toMinute == 0 ? Optional.empty() : Optional.of(FIRST.plusSeconds(toMinute * 60L)));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  private static int count(ExecutionFilter filter) {
    return LISTS.list(ADMIN, filter, Optional.empty(), 1, true).count().orElseThrow();
  }

  private static List<String> all(Caller caller, ExecutionFilter filter, int pageSize) {
    var found = new ArrayList<String>();
    var next = Optional.<String>empty();
    do {
      var page = LISTS.list(caller, filter, next, pageSize, false);
      found.addAll(ids(page));
      next = page.next();
    } while (next.isPresent());
    return found;
  }

  private static List<String> ids(ExecutionList list) {
    return list.items().stream().map(Execution::id).toList();
  }

  private static JsonNode tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
