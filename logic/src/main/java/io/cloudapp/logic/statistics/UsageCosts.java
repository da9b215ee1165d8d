package io.cloudapp.logic.statistics;

import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.price.Price;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.InstanceUsage.By;
import io.cloudapp.core.statistics.InstanceUsage.Item;
import io.cloudapp.core.statistics.InstanceUsage.Rest;
import io.cloudapp.logic.price.PriceList;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Puts prices on the hours that Athena added up by what the instances are made of.
 *
 * <p>Today's price list holds for all of the range. What has no price in it counts as nothing, and
 * its time is shown.
 */
@Singleton
final class UsageCosts {

  private static final BigDecimal MILLISECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);
  private static final int DECIMALS = 4;

  private final PriceList prices;

  UsageCosts(PriceList prices) {
    this.prices = prices;
  }

  InstanceUsage usage(DateRange range, By by, Instant until, List<Row> rows) {
    var total = new Sum("", "");
    var rest = new Sum("", "");
    var listed = new LinkedHashMap<String, Sum>();
    var members = 0L;
    for (var row : rows) {
      var member =
          row.text(0)
              .map(id -> listed.computeIfAbsent(id, _ -> new Sum(id, name(row, by))))
              .orElse(rest);
      member.add(row);
      total.add(row);
      members = row.number(8);
    }
    var others = members - listed.size();
    return new InstanceUsage(
        range,
        by,
        until,
        prices.currency(),
        prices.date(),
        total.item(),
        listed.values().stream().map(Sum::item).toList(),
        others > 0 ? Optional.of(new Rest(others, rest.item())) : Optional.empty());
  }

  private static String name(Row row, By by) {
    return by == By.USER ? row.text(1).orElse("") : row.text(0).orElse("");
  }

  private Optional<Price> price(Row row) {
    if (!row.has(2) || !row.has(3) || !row.has(4)) {
      return Optional.empty();
    }
    var disk = new Disk((int) row.number(3), row.text(4).orElseThrow());
    return prices.of(row.text(2).orElseThrow(), disk);
  }

  private final class Sum {

    private final String id;
    private final String name;
    private long instances;
    private long milliseconds;
    private long unpriced;
    private BigDecimal cost = BigDecimal.ZERO;

    private Sum(String id, String name) {
      this.id = id;
      this.name = name;
    }

    private void add(Row row) {
      var price = price(row);
      var spent = row.number(6);
      instances += row.number(5);
      milliseconds += spent;
      if (price.isPresent()) {
        cost =
            cost.add(
                BigDecimal.valueOf(spent)
                    .multiply(price.get().perHour())
                    .divide(MILLISECONDS_OF_AN_HOUR, MathContext.DECIMAL64));
      } else {
        unpriced += spent;
      }
    }

    private Item item() {
      return new Item(
          id,
          name,
          instances,
          milliseconds,
          cost.setScale(DECIMALS, RoundingMode.HALF_UP),
          unpriced);
    }
  }
}
