package io.cloudapp.core.statistics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who used how many instances for how long, and what that costs by the price list.
 *
 * <p>An instance counts from its launch until its end, as far as that is within the range; one that
 * still runs counts until {@code until}. None counts for more than 31 days, because none may live
 * for more than 30. It is the usage of the person who asked for it, whoever stops it. Launches that
 * failed do not count: they were undone within minutes.
 *
 * @param until where counting ends: the end of the range, or a moment of the last five minutes
 * @param pricesOf the day of the price list; empty when the region has none
 * @param total of everybody
 * @param items those with the most hours first
 * @param rest everybody else together; empty when all are listed
 */
public record InstanceUsage(
    DateRange range,
    By by,
    Instant until,
    String currency,
    Optional<LocalDate> pricesOf,
    Item total,
    List<Item> items,
    Optional<Rest> rest) {

  /** What usage is added up by. */
  public enum By {
    USER,
    CONFIGURATION;

    /** The name in the API, for example {@code user}. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The usage of one person or configuration.
   *
   * @param id of the person, or the configuration's name; empty for the total
   * @param name to be shown
   * @param instances how many ran at some time of the range
   * @param milliseconds how long they ran, all added up
   * @param cost four decimals, of the hours that have a price
   * @param unpricedMilliseconds how much of the time has no price in the list
   */
  public record Item(
      String id,
      String name,
      long instances,
      long milliseconds,
      BigDecimal cost,
      long unpricedMilliseconds) {

    public double hours() {
      return milliseconds / 3_600_000.0;
    }
  }

  /**
   * What is not listed one by one.
   *
   * @param members how many people or configurations
   */
  public record Rest(long members, Item usage) {}

  public InstanceUsage {
    items = List.copyOf(items);
  }
}
