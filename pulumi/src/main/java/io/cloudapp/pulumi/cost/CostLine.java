package io.cloudapp.pulumi.cost;

import java.util.Objects;

/**
 * One line of a bill.
 *
 * @param group for example {@code Network}
 * @param item what is paid for, for example {@code NAT gateway}
 * @param quantity how many units
 * @param unit for example {@code gateway hour}
 * @param usd for all of them
 */
public record CostLine(String group, String item, double quantity, String unit, double usd) {

  public CostLine {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(unit, "unit");
    if (!(quantity >= 0) || !(usd >= 0)) {
      throw new IllegalArgumentException(item + " costs nothing less than nothing");
    }
  }

  static CostLine of(String group, String item, double quantity, ListPrices.Price price) {
    return new CostLine(group, item, quantity, price.unit(), quantity * price.usd());
  }

  boolean isFor(CostLine other) {
    return group.equals(other.group) && item.equals(other.item) && unit.equals(other.unit);
  }

  CostLine plus(CostLine other) {
    return new CostLine(group, item, quantity + other.quantity, unit, usd + other.usd);
  }
}
