package io.cloudapp.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.tests.statistics.AthenaAnswers;
import io.cloudapp.tests.statistics.UsageHistory;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** How long LocalCloud's Athena takes for what statistics ask, over a year of a million events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UsageQueryBenchmark {

  private static final int EVENTS = 1_000_000;
  private static final int RUNS = 7;
  private static final String LAST_YEAR =
      " WHERE dt >= cast(current_date - INTERVAL '365' DAY AS varchar) ";

  private UpProcess up;
  private AthenaClient athena;

  @BeforeAll
  void inventAYear() throws Exception {
    up = UpProcess.start();
    athena = client(AthenaClient.builder(), up.aws());
    var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    try (var s3 = client(S3Client.builder().forcePathStyle(true), up.aws())) {
      UsageHistory.ofAYear(EVENTS, yesterday).putInto(s3, "cloudapp-usage");
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    athena.close();
    up.close();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Test
  void aggregations() {
    time("the first, which reads all", "SELECT count(*) FROM usage_events" + LAST_YEAR, 1);
    questions().forEach((name, sql) -> time(name, sql, RUNS));
  }

  private static Map<String, String> questions() {
    var questions = new LinkedHashMap<String, String>();
    questions.put(
        "executions per day",
        """
        SELECT dt, count_if(type = 'INSTANCE_PROVISIONED'), count_if(type = 'PROVISION_FAILED'),
          count_if(type = 'INSTANCE_STOPPED'), count_if(type = 'STOP_FAILED')
        FROM usage_events\
        """
            + LAST_YEAR
            + "GROUP BY dt ORDER BY dt");
    questions.put(
        "seconds by configuration",
        """
        SELECT configuration, count(*), approx_percentile(finished_seconds, ARRAY[0.5, 0.95, 0.99])
        FROM usage_events\
        """
            + LAST_YEAR
            + "AND type = 'INSTANCE_PROVISIONED' GROUP BY configuration ORDER BY 1");
    questions.put(
        "causes of failure",
        "SELECT problem, count(*), count(DISTINCT user_id) FROM usage_events"
            + LAST_YEAR
            + "AND problem IS NOT NULL GROUP BY problem ORDER BY 2 DESC");
    questions.put(
        "hours by person",
        """
        SELECT user_id, configuration, count(*), sum(date_diff('second',
          from_iso8601_timestamp(launched_at), from_iso8601_timestamp(ended_at)) / 3600e0)
        FROM usage_events\
        """
            + LAST_YEAR
            + "AND type = 'INSTANCE_STOPPED' GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 100");
    questions.put(
        "active people per week",
        """
        SELECT date_trunc('week', cast(dt AS date)), count(DISTINCT user_id)
        FROM usage_events\
        """
            + LAST_YEAR
            + "GROUP BY 1 ORDER BY 1");
    questions.put(
        "events once each",
        "SELECT count(*) FROM (SELECT DISTINCT execution_id, type FROM usage_events"
            + LAST_YEAR
            + ") AS once");
    return questions;
  }

  private void time(String name, String sql, int runs) {
    var seconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      long before = System.nanoTime();
      var rows = new AthenaAnswers(athena).rows(sql);
      seconds[run] = (System.nanoTime() - before) / 1e9;
      assertThat(rows).isNotEmpty();
    }
    Arrays.sort(seconds);
    System.out.printf(
        "%-28s min %6.3f s  median %6.3f s  max %6.3f s  (%d runs)%n",
        name, seconds[0], seconds[runs / 2], seconds[runs - 1], runs);
  }
}
