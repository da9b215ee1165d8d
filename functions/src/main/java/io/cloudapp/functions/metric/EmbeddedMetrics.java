package io.cloudapp.functions.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.metric.Metrics;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes each number as a line of the log, from which CloudWatch makes the metric: no call that
 * could fail or take time. The lines' form is the Embedded Metric Format of CloudWatch.
 */
@Singleton
// Only Lambda's own log is read for such lines.
@Requires(property = "aws.lambda.function.name")
final class EmbeddedMetrics implements Metrics {

  /** The namespace and the dimension that alarms and dashboard look for. */
  private static final String NAMESPACE = "CloudApp";

  private static final String INSTALLATION = "Installation";

  private final InstallSettings install;
  private final Clock clock;

  EmbeddedMetrics(InstallSettings install, Clock clock) {
    this.install = install;
    this.clock = clock;
  }

  @Override
  public void orphans(int count) {
    System.out.println(line("Orphans", "Count", count));
  }

  @Override
  public void clickToUsable(Duration waited) {
    System.out.println(line("ClickToUsable", "Seconds", waited.toMillis() / 1000.0));
  }

  /**
   * @param unit one of CloudWatch's, for example {@code Seconds}
   */
  String line(String name, String unit, double value) {
    var metric =
        Map.of(
            "Namespace", NAMESPACE,
            "Dimensions", List.of(List.of(INSTALLATION)),
            "Metrics", List.of(Map.of("Name", name, "Unit", unit)));
    var line = new LinkedHashMap<String, Object>();
    line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(metric)));
    line.put(INSTALLATION, install.installId());
    line.put(name, value);
    try {
      return Json.mapper().writeValueAsString(line);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A metric cannot be written as JSON", unwritable);
    }
  }
}
