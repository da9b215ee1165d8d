package io.cloudapp.logic.price;

import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.price.Price;
import io.cloudapp.logic.aws.AwsSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What AWS asks for instances in our region, as {@code samples/prices/<region>.json} has it. */
@Singleton
public final class PriceList {

  /** AWS sells disks by the month and bills a month as 730 hours. */
  private static final BigDecimal HOURS_OF_A_MONTH = BigDecimal.valueOf(730);

  private final Listed listed;

  @Inject
  PriceList(AwsSettings aws) {
    this(aws.region());
  }

  /**
   * @param region one without a price list of its own has no prices
   */
  PriceList(String region) {
    this.listed = read(region);
  }

  /**
   * The price of an instance with its root disk.
   *
   * @return empty when the list has no price for the type or the disk
   */
  public Optional<Price> of(String instanceType, Disk disk) {
    var instance = Optional.ofNullable(listed.perHour().get(instanceType));
    var gigabyteMonth = Optional.ofNullable(listed.perGigabyteMonth().get(disk.type()));
    return instance.flatMap(
        perHour ->
            gigabyteMonth.map(
                perMonth -> Price.perHour(perHour.add(diskPerHour(perMonth, disk)), currency())));
  }

  /** Every instance type that has a price. */
  public SortedSet<String> instanceTypes() {
    return new TreeSet<>(listed.perHour().keySet());
  }

  /** ISO 4217; what every price is in. */
  public String currency() {
    return listed.currency();
  }

  /** The day the prices are of; empty when there are none. */
  public Optional<LocalDate> date() {
    return listed.date();
  }

  private static BigDecimal diskPerHour(BigDecimal perGigabyteMonth, Disk disk) {
    return perGigabyteMonth
        .multiply(BigDecimal.valueOf(disk.sizeGigabytes()))
        .divide(HOURS_OF_A_MONTH, MathContext.DECIMAL64);
  }

  private static Listed read(String region) {
    try (var file = PriceList.class.getResourceAsStream("/prices/" + region + ".json")) {
      return file == null ? Listed.nothing() : Json.mapper().readValue(file, Listed.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The price list of " + region + " is unreadable", unreadable);
    }
  }

  /** The file's content that matters here. */
  record Listed(
      Optional<LocalDate> date,
      String currency,
      Map<String, BigDecimal> perHour,
      Map<String, BigDecimal> perGigabyteMonth) {

    Listed {
      perHour = Map.copyOf(perHour);
      perGigabyteMonth = Map.copyOf(perGigabyteMonth);
    }

    static Listed nothing() {
      return new Listed(Optional.empty(), "USD", Map.of(), Map.of());
    }
  }
}
