package io.cloudapp.tests.statistics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.statistics.ActiveUsers;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.ExecutionCounts;
import io.cloudapp.core.statistics.FailureCauses;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.LaunchDurations;
import io.cloudapp.core.statistics.Period;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import io.cloudapp.tests.statistics.OddPast.Line;
import io.cloudapp.tests.statistics.SecondComputation.Counts;
import io.cloudapp.tests.statistics.SecondComputation.Used;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of the API against a second computation over the same events. */
@ExtendWith(SharedCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatisticsIT {

  private static final long SEED = 19_061_815;

  private final List<Line> lines = new ArrayList<>();

  @BeforeAll
  void putEvents(RunningCloud cloud) {
    lines.addAll(OddPast.of(SEED, "odd", 600));
    UsageBucket.put(cloud, "odd", lines);
  }

  static Stream<DateRange> ranges() {
    return Stream.of(
        range("2025-03-01", "2025-03-31"),
        range("2025-03-10", "2025-03-10"),
        range("2025-02-25", "2025-04-05"),
        range("2025-02-01", "2025-04-10"),
        range("2024-08-01", "2025-07-31"),
        range("2025-04-09", "2025-06-01"),
        range("2024-03-01", "2024-03-02"));
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void countsExecutions(DateRange range, RunningCloud cloud) {
    for (var per : Period.values()) {
      var found = read(cloud, "executions", range, "&per=" + per.slug(), ExecutionCounts.class);

      var counts = new TreeMap<LocalDate, Counts>();
      found
          .items()
          .forEach(
              it ->
                  counts.put(
                      it.begin(),
                      new Counts(
                          it.provisioned(), it.provisionFailed(), it.stopped(), it.stopFailed())));
      assertThat(counts).isEqualTo(second(range).executions(per));
    }
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void measuresDurations(DateRange range, RunningCloud cloud) {
    var found = read(cloud, "durations", range, "", LaunchDurations.class);

    var all = Stream.concat(found.all().stream(), found.items().stream());
    assertThat(
            all.collect(
                toMap(
                    LaunchDurations.Item::configuration,
                    it ->
                        List.of(
                            (double) it.launches(),
                            it.p50Seconds(),
                            it.p95Seconds(),
                            it.p99Seconds()))))
        .isEqualTo(second(range).durations());
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void countsFailuresByCause(DateRange range, RunningCloud cloud) {
    var found = read(cloud, "failures", range, "", FailureCauses.class);

    assertThat(
            found.items().stream()
                .collect(
                    toMap(
                        it -> it.kind() + " " + it.cause(),
                        it -> List.of(it.failures(), it.people()))))
        .isEqualTo(second(range).failures());
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void addsUpUsageByPersonAndConfiguration(DateRange range, RunningCloud cloud) throws IOException {
    var price = prices();
    for (var by : InstanceUsage.By.values()) {
      Function<JsonNode, String> key =
          by == InstanceUsage.By.USER
              ? it -> it.path("userId").asText()
              : it -> it.path("configuration").asText();
      var expected = second(range).usage(key, price);

      var found = read(cloud, "usage", range, "&top=1000&by=" + by.slug(), InstanceUsage.class);

      assertThat(found.rest()).isEmpty();
      var used = new HashMap<String, Used>();
      found.items().forEach(it -> used.put(it.id(), used(it)));
      assertSame(used, expected);
      var all = expected.values().stream().reduce(NOTHING, Used::plus);
      assertSame(Map.of("", used(found.total())), Map.of("", all));
    }
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void addsUpWhatItDoesNotList(DateRange range, RunningCloud cloud) {
    var all = read(cloud, "usage", range, "&top=1000", InstanceUsage.class);
    var few = read(cloud, "usage", range, "&top=2", InstanceUsage.class);

    assertThat(few.items()).isEqualTo(all.items().stream().limit(2).toList());
    assertThat(few.total()).isEqualTo(all.total());
    assertThat(few.rest().map(InstanceUsage.Rest::members).orElse(0L))
        .isEqualTo(Math.max(0, all.items().size() - 2));
    assertThat(few.rest().map(rest -> rest.usage().milliseconds()).orElse(0L))
        .isEqualTo(all.items().stream().skip(2).mapToLong(it -> it.milliseconds()).sum());
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void countsActiveUsers(DateRange range, RunningCloud cloud) {
    for (var per : Period.values()) {
      var found = read(cloud, "active-users", range, "&per=" + per.slug(), ActiveUsers.class);

      var people = new HashMap<Optional<LocalDate>, Long>();
      people.put(Optional.empty(), found.people());
      found.items().forEach(it -> people.put(Optional.of(it.begin()), it.people()));
      assertThat(people).isEqualTo(second(range).activeUsers(per));
    }
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void countsTestLaunchesOnlyWhenAskedTo(DateRange range, RunningCloud cloud) {
    var found = read(cloud, "executions", range, "&per=month&tests=true", ExecutionCounts.class);

    assertThat(found.items().stream().mapToLong(ExecutionCounts.Item::total).sum())
        .isEqualTo(
            new SecondComputation(lines, range, true)
                .executions(Period.MONTH).values().stream()
                    .mapToLong(
                        it ->
                            it.provisioned()
                                + it.provisionFailed()
                                + it.stopped()
                                + it.stopFailed())
                    .sum());
  }

  private static final Used NOTHING = new Used(0, 0, BigDecimal.ZERO, 0);

  private SecondComputation second(DateRange range) {
    return new SecondComputation(lines, range, false);
  }

  /** The cost is rounded for each item; everything else is exact. */
  private static void assertSame(Map<String, Used> found, Map<String, Used> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (id, used) -> {
          assertThat(found.get(id))
              .as(id)
              .usingRecursiveComparison()
              .ignoringFields("cost")
              .isEqualTo(used);
          assertThat(found.get(id).cost()).as(id).isCloseTo(used.cost(), HALF_A_UNIT);
        });
  }

  private static final Offset<BigDecimal> HALF_A_UNIT = Offset.offset(new BigDecimal("0.00006"));

  private static Used used(InstanceUsage.Item item) {
    return new Used(
        item.instances(), item.milliseconds(), item.cost(), item.unpricedMilliseconds());
  }

  /** From the list itself, by its own arithmetic. */
  private static Function<JsonNode, Optional<BigDecimal>> prices() throws IOException {
    var list = Json.mapper().readTree(Path.of("../samples/prices/eu-west-1.json").toFile());
    return event -> {
      var perHour = list.path("perHour").path(event.path("instanceType").asText());
      var perMonth = list.path("perGigabyteMonth").path(event.path("diskType").asText());
      return perHour.isNumber() && perMonth.isNumber()
          ? Optional.of(
              BigDecimal.valueOf(
                      perHour.asDouble()
                          + perMonth.asDouble() * event.path("diskGigabytes").asInt() / 730)
                  .setScale(6, RoundingMode.HALF_UP))
          : Optional.empty();
    };
  }

  private static <T> T read(
      RunningCloud cloud, String name, DateRange range, String more, Class<T> type) {
    var path = "/stats/%s?from=%s&to=%s%s".formatted(name, range.from(), range.to(), more);
    var answer =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> cloud.admin().get(path), it -> it.status() != 503);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return Json.mapper().convertValue(answer.body(), type);
  }

  private static DateRange range(String from, String to) {
    return new DateRange(LocalDate.parse(from), LocalDate.parse(to));
  }
}
