package io.cloudapp.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudapp.local.Options;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.statistics.UsageHistory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** How long the statistics of a year with a million events take, each of them asked anew. */
final class StatisticsBenchmark {

  private static final int EVENTS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);
  private static final List<String> STATISTICS =
      List.of(
          "executions?",
          "durations?",
          "failures?",
          "usage?",
          "usage?by=configuration&",
          "active-users?");

  @Test
  void answersEachStatisticOfAYearInASecond() throws Exception {
    try (var cloud = RunningCloud.start(Options.forTests())) {
      try (var s3 = cloud.client(S3Client.builder().forcePathStyle(true))) {
        UsageHistory.ofAYear(EVENTS, LAST_DAY).putInto(s3, "cloudapp-usage");
      }
      // Athena's cache is filled by the first look at the events, whoever takes it.
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> cloud.admin().get(address("executions?", ROUNDS)).status() == 200);
      for (var statistic : STATISTICS) {
        var times = new ArrayList<Duration>();
        for (int round = 0; round < ROUNDS; round++) {
          times.add(time(cloud, address(statistic, round)));
        }
        times.sort(Duration::compareTo);
        var median = times.get(ROUNDS / 2);
        System.out.printf(
            "%,d events, /stats/%s median %d ms, slowest %d ms%n",
            EVENTS,
            statistic.substring(0, statistic.length() - 1),
            median.toMillis(),
            times.getLast().toMillis());
        assertThat(median).isLessThan(Duration.ofSeconds(1));
      }
    }
  }

  /** Another question in each round, so that no answer is reused. */
  private static String address(String statistic, int round) {
    return "/stats/%sfrom=%s&to=%s".formatted(statistic, LAST_DAY.minusDays(364 - round), LAST_DAY);
  }

  private static Duration time(RunningCloud cloud, String address) {
    var begin = System.nanoTime();
    var answer = cloud.admin().get(address);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(answer.status()).as(address).isEqualTo(200);
    return took;
  }
}
