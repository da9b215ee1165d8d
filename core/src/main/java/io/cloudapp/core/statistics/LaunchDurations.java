package io.cloudapp.core.statistics;

import java.util.List;
import java.util.Optional;

/**
 * How long people waited from the click until their instance was usable; launches that succeeded,
 * by the day of the click.
 *
 * <p>Percentiles are exact, by nearest rank: P95 is the shortest wait that at least 95 of 100
 * launches did not exceed, and it is always one that somebody had.
 *
 * @param all over all configurations; empty when there was no launch
 * @param items the configurations with the most launches first
 * @param others how many configurations are not listed
 */
public record LaunchDurations(DateRange range, Optional<Item> all, List<Item> items, long others) {

  /**
   * The launches of a configuration.
   *
   * @param configuration empty for all of them together
   */
  public record Item(
      String configuration,
      long launches,
      double p50Seconds,
      double p95Seconds,
      double p99Seconds) {}

  public LaunchDurations {
    items = List.copyOf(items);
  }
}
