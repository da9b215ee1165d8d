package io.cloudapp.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.Options;
import io.cloudapp.local.ec2.InstanceState;
import io.cloudapp.local.ec2.InstanceView;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The invariants I1–I7 of the design, after everyone pressed every button while everything failed.
 *
 * <p>Every choice comes from the seed, which each failure names; {@code -Dstorm.seed=} repeats one.
 * Threads and time still differ from run to run, so a repetition is likely and not certain.
 */
final class StormIT {

  private static final Logger LOG = LoggerFactory.getLogger(StormIT.class);
  private static final int PEOPLE = 6;
  private static final Duration LENGTH = Duration.ofSeconds(25);

  /** Longer than any workflow runs. */
  private static final String LATER = " - interval '14 minutes'";

  private final long seed =
      Optional.ofNullable(Long.getLong("storm.seed")).orElseGet(System::nanoTime);

  /** What the database says of one accepted request. */
  private record Row(String id, String state, boolean inTime) {}

  @Test
  @Timeout(300)
  void keepsEveryInvariantInAStorm() throws Exception {
    try (var cloud = RunningCloud.start(Options.forTests())) {
      var people =
          IntStream.range(0, PEOPLE)
              .mapToObj(number -> new StormyPerson(cloud.someone(), seed + number))
              .toList();
      var histories = new Histories(cloud.cloud().dataSource());

      rage(cloud, people, histories);
      calmDown(cloud, people, histories);

      assertThat(people)
          .as(named("answers"))
          .allSatisfy(person -> assertThat(person.surprises()).isEmpty());
      assertThat(histories.violations()).as(named("I3, I7: statuses and quotas")).isEmpty();
      assertOneEnd(cloud, people);
      assertNothingUnknownLives(cloud);
      assertStopped(cloud, people);
      assertSecretsAreKept(cloud, people);
      assertNoDeadLetters(cloud);
    }
  }

  private String named(String what) {
    return what + ", in the storm of seed " + seed;
  }

  private void rage(RunningCloud cloud, List<StormyPerson> people, Histories histories)
      throws Exception {
    var weather = new Weather(cloud, seed);
    var admin = cloud.admin();
    var random = new Random(-seed);
    cloud.chaos(weather);
    var until = System.nanoTime() + LENGTH.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var clock = Executors.newScheduledThreadPool(4)) {
      clock.scheduleWithFixedDelay(weather::turn, 0, 300, TimeUnit.MILLISECONDS);
      clock.scheduleWithFixedDelay(histories::look, 0, 50, TimeUnit.MILLISECONDS);
      clock.scheduleWithFixedDelay(surviving(() -> reconcile(cloud)), 0, 1, TimeUnit.SECONDS);
      clock.scheduleWithFixedDelay(
          surviving(() -> forceOne(admin, random)), 1, 2, TimeUnit.SECONDS);
      var running =
          people.stream()
              .map(
                  person ->
                      threads.submit(
                          () -> {
                            while (System.nanoTime() < until) {
                              person.act();
                            }
                          }))
              .toList();
      for (var each : running) {
        each.get();
      }
    }
    cloud.cloud().calm();
  }

  /** A throttled reconcile fails as a function does, and runs again at the next minute. */
  private static Runnable surviving(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (IllegalStateException failed) {
        LOG.debug("Not this time", failed);
      }
    };
  }

  private static void forceOne(Api admin, Random random) {
    var all = admin.get("/instances?limit=20").body().path("items");
    if (!all.isEmpty()) {
      admin.forceStop(all.get(random.nextInt(all.size())).path("id").asText(), "The storm.");
    }
  }

  private static JsonNode reconcile(RunningCloud cloud) {
    return cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
  }

  private void calmDown(RunningCloud cloud, List<StormyPerson> people, Histories histories) {
    // What never boots would keep its workflow busy for minutes.
    people.forEach(
        person ->
            person.instances().stream().filter(id -> isPending(person, id)).forEach(person::stop));
    cloud.awaitQuiet();
    awaitEmptyQueues(cloud);
    histories.look();
    // What its workflow has not ended, reconcile ends at the deadline.
    execute(
        cloud,
        "update executions set requested_at = requested_at"
            + LATER
            + ", deadline = deadline"
            + LATER
            + " where state in ('ACCEPTED', 'RUNNING')");
    await(named("the end"))
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              reconcile(cloud);
              histories.look();
              assertThat(rows(cloud))
                  .as(named("I3: every request ends"))
                  .allSatisfy(row -> assertThat(row.state()).isIn("SUCCEEDED", "FAILED"));
              assertThat(
                      strings(
                          cloud, "select id from instances where state in ('PENDING', 'STOPPING')"))
                  .isEmpty();
            });
    cloud.awaitQuiet();
    execute(
        cloud,
        "update instances set ended_at = ended_at"
            + LATER
            + ", login_revealed_at = login_revealed_at"
            + LATER);
    reconcile(cloud);
  }

  private static boolean isPending(StormyPerson person, String id) {
    return person.api().get("/instances/" + id).body().path("state").asText().equals("PENDING");
  }

  private void assertOneEnd(RunningCloud cloud, List<StormyPerson> people) throws SQLException {
    var rows = rows(cloud).stream().collect(Collectors.toMap(Row::id, row -> row));
    var accepted = people.stream().flatMap(person -> person.accepted().stream()).toList();
    assertThat(accepted).as(named("requests")).hasSizeGreaterThan(PEOPLE * 3);
    assertThat(accepted)
        .as(named("I3: every accepted request has one end in time"))
        .allSatisfy(
            id -> {
              assertThat(rows).containsKey(id);
              assertThat(rows.get(id).inTime()).isTrue();
            });
  }

  /** I1 and I2, by what EC2 itself knows. */
  private void assertNothingUnknownLives(RunningCloud cloud) throws SQLException {
    var living = living(cloud);
    var byExecution = living.stream().collect(Collectors.groupingBy(StormIT::execution));
    assertThat(byExecution)
        .as(named("I1: one request, one instance"))
        .allSatisfy((_, instances) -> assertThat(instances).hasSize(1));
    var rows = ec2IdsOfRunning(cloud);
    assertThat(living)
        .as(named("I2: every living instance has its row"))
        .allSatisfy(instance -> assertThat(rows.get(execution(instance))).isEqualTo(instance.id()));
    assertThat(rows.keySet())
        .as(named("every running row has its instance"))
        .containsExactlyInAnyOrderElementsOf(byExecution.keySet());
  }

  private void assertStopped(RunningCloud cloud, List<StormyPerson> people) {
    var running = living(cloud).stream().map(StormIT::execution).toList();
    assertThat(running)
        .as(named("I5: nothing runs of what was stopped"))
        .doesNotContainAnyElementsOf(
            people.stream().flatMap(person -> person.stopped().stream()).toList());
  }

  private void assertSecretsAreKept(RunningCloud cloud, List<StormyPerson> people)
      throws SQLException {
    var shown = new ArrayList<String>();
    for (var person : people) {
      assertThat(person.privateKeys())
          .as(named("I4: shown once"))
          .allSatisfy((_, keys) -> assertThat(keys).hasSize(1));
      person.privateKeys().values().forEach(shown::addAll);
    }
    assertThat(shown).as(named("login details")).isNotEmpty();
    var secrets = new ArrayList<>(shown.stream().map(key -> key.lines().toList().get(1)).toList());
    secrets.add("BEGIN OPENSSH PRIVATE KEY");
    people.forEach(person -> secrets.add(person.api().token()));
    var written = new ArrayList<>(cloud.everythingLogged());
    written.addAll(cloud.everyMail());
    written.addAll(cloud.everyRow());
    assertThat(written)
        .as(named("I6: no secret is written anywhere"))
        .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    var keepers =
        strings(
            cloud,
            "select id from instances where state = 'RUNNING' and login_state = 'AVAILABLE'");
    assertThat(cloud.secretNames().stream().filter(name -> name.contains("/login/")))
        .as(named("I6: no private key outlives its use"))
        .allSatisfy(name -> assertThat(keepers).anyMatch(name::endsWith));
    var running = strings(cloud, "select id from instances where state = 'RUNNING'");
    assertThat(cloud.keyPairNames())
        .as(named("key pairs"))
        .allSatisfy(name -> assertThat(running).anyMatch(name::endsWith));
  }

  private void assertNoDeadLetters(RunningCloud cloud) {
    awaitEmptyQueues(cloud);
    assertThat(messages(cloud)).as(named("queues")).hasSize(2).containsOnly(0);
  }

  private void awaitEmptyQueues(RunningCloud cloud) {
    await(named("empty queues"))
        .atMost(Duration.ofSeconds(40))
        .until(() -> messages(cloud).stream().allMatch(depth -> depth == 0));
  }

  /** How many messages there are in each queue, also those being looked at. */
  private static List<Integer> messages(RunningCloud cloud) {
    var queues = cloud.cloud().aws().queues();
    var depths = new ArrayList<Integer>();
    var nothing = Json.mapper().createObjectNode();
    for (var url : queues.call("ListQueues", nothing).path("QueueUrls")) {
      var asked = Json.mapper().createObjectNode().put("QueueUrl", url.asText());
      asked.putArray("AttributeNames").add("All");
      var attributes = queues.call("GetQueueAttributes", asked).path("Attributes");
      depths.add(
          attributes.path("ApproximateNumberOfMessages").asInt()
              + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt());
    }
    return depths;
  }

  private static List<InstanceView> living(RunningCloud cloud) {
    return cloud.cloud().aws().ec2().instances().stream()
        .filter(
            instance ->
                instance.state() == InstanceState.PENDING
                    || instance.state() == InstanceState.RUNNING)
        .toList();
  }

  private static String execution(InstanceView instance) {
    return instance.tags().get("cloudapp:execution-id");
  }

  private static List<Row> rows(RunningCloud cloud) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select id, state, coalesce(finished_at <= requested_at + interval '15 minutes',"
                        + " false) from executions")) {
      var all = new ArrayList<Row>();
      while (rows.next()) {
        all.add(new Row(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
      }
      return all;
    }
  }

  private static Map<String, String> ec2IdsOfRunning(RunningCloud cloud) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select id, ec2_instance_id from instances where state = 'RUNNING'")) {
      var all = new HashMap<String, String>();
      while (rows.next()) {
        all.put(rows.getString(1), rows.getString(2));
      }
      return all;
    }
  }

  private static List<String> strings(RunningCloud cloud, String sql) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var rows = connection.createStatement().executeQuery(sql)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  private static void execute(RunningCloud cloud, String sql) {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
