package io.cloudapp.core.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What an instance and its disk cost while it runs, without tax.
 *
 * @param perHour six decimals
 * @param perDay of 24 hours, four decimals
 * @param currency ISO 4217, for example {@code USD}
 */
public record Price(BigDecimal perHour, BigDecimal perDay, String currency) {

  private static final BigDecimal HOURS = BigDecimal.valueOf(24);

  public Price {
    Objects.requireNonNull(perHour, "perHour");
    Objects.requireNonNull(perDay, "perDay");
    Objects.requireNonNull(currency, "currency");
  }

  /**
   * @param exact per hour, with as many decimals as there are
   */
  public static Price perHour(BigDecimal exact, String currency) {
    return new Price(
        exact.setScale(6, RoundingMode.HALF_UP),
        exact.multiply(HOURS).setScale(4, RoundingMode.HALF_UP),
        currency);
  }
}
