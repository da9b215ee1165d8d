package io.cloudapp.functions.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.json.Json;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.metric.Metrics;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class EmbeddedMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final EmbeddedMetrics metrics =
      new EmbeddedMetrics(new InstallSettings("cloudapp-test"), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void writesOneLineThatCloudWatchMakesAMetricOf() throws IOException {
    var line = Json.mapper().readTree(printed(() -> metrics.orphans(3)));

    var directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    assertThat(directive.path("Namespace").asText()).isEqualTo("CloudApp");
    assertThat(directive.at("/Metrics/0/Name").asText()).isEqualTo("Orphans");
    assertThat(directive.at("/Metrics/0/Unit").asText()).isEqualTo("Count");
    assertThat(line.path("Orphans").isNumber()).isTrue();
    assertThat(line.path("Orphans").asInt()).isEqualTo(3);
  }

  @Test
  void givesADurationInSeconds() throws IOException {
    var line =
        Json.mapper().readTree(printed(() -> metrics.clickToUsable(Duration.ofMillis(31_500))));

    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Unit").asText()).isEqualTo("Seconds");
    assertThat(line.path("ClickToUsable").asDouble()).isEqualTo(31.5);
  }

  /** CloudWatch drops a metric whose dimension or value is not beside it. */
  @Test
  void namesOnlyWhatIsInTheLineAndNothingElseIsInIt() throws IOException {
    var line = Json.mapper().readTree(printed(() -> metrics.clickToUsable(Duration.ofSeconds(9))));

    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"Installation\"]]");
    assertThat(line.path("Installation").asText()).isEqualTo("cloudapp-test");
    assertThat(line.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("_aws", "Installation", "ClickToUsable");
  }

  @Test
  void isThereOnLambdaAndNowhereElse() {
    var settings = Map.<String, Object>of("cloudapp.install-id", "cloudapp-test");
    var onLambda = new HashMap<>(settings);
    onLambda.put("aws.lambda.function.name", "Reconcile");

    try (var lambda = ApplicationContext.run(onLambda);
        var elsewhere = ApplicationContext.run(settings)) {
      assertThat(lambda.getBean(Metrics.class)).isInstanceOf(EmbeddedMetrics.class);
      assertThat(elsewhere.getBean(Metrics.class)).isNotInstanceOf(EmbeddedMetrics.class);
    }
  }

  private static String printed(Runnable work) {
    var before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    var text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith(System.lineSeparator()).hasLineCount(1);
    return text;
  }
}
