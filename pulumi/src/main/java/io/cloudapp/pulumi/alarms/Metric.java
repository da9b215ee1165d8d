package io.cloudapp.pulumi.alarms;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number that CloudWatch has.
 *
 * @param statistic for example {@code Sum}, or a percentile: {@code p95}
 * @param period over which it is taken, in seconds
 */
record Metric(
    String namespace,
    String name,
    Map<String, Output<String>> dimensions,
    String statistic,
    int period) {

  /** Where the functions write what no service of AWS knows. */
  private static final String OWN = "CloudApp";

  Metric {
    dimensions = Map.copyOf(dimensions);
  }

  /** One of those that the functions write themselves. */
  static Metric own(String name, String installation, String statistic, int period) {
    return new Metric(
        OWN, name, Map.of("Installation", Output.of(installation)), statistic, period);
  }

  boolean isPercentile() {
    return statistic.startsWith("p");
  }

  Output<Map<String, String>> knownDimensions() {
    var names = List.copyOf(dimensions.keySet());
    return Output.all(names.stream().map(dimensions::get).toList())
        .applyValue(
            values -> {
              var known = new TreeMap<String, String>();
              for (int index = 0; index < names.size(); index++) {
                known.put(names.get(index), values.get(index));
              }
              return known;
            });
  }

  /** As a dashboard's widget lists it. */
  List<Object> row(String label) {
    var row = new ArrayList<Object>(List.of(namespace, name));
    new TreeMap<>(dimensions)
        .forEach(
            (key, value) -> {
              row.add(key);
              row.add(value);
            });
    row.add(Map.of("stat", statistic, "period", period, "label", label));
    return List.copyOf(row);
  }
}
