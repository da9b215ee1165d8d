package io.cloudapp.webapp.page;

import io.cloudapp.core.price.Price;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Optional;

/** Says prices in words. */
@Singleton
public class Prices {

  private static final int DECIMALS_OF_AN_HOUR = 4;
  private static final int DECIMALS_OF_A_DAY = 2;

  private final Texts texts;

  Prices(Texts texts) {
    this.texts = texts;
  }

  /** For example {@code $0.0124 an hour}; says so when there is no price. */
  public String perHour(Optional<Price> price) {
    return price
        .map(it -> texts.of("price.hour", amount(it.perHour(), it, DECIMALS_OF_AN_HOUR)))
        .orElseGet(() -> texts.of("price.unknown"));
  }

  /** For example {@code $0.30 a day}; empty when there is no price. */
  public String perDay(Optional<Price> price) {
    return price
        .map(it -> texts.of("price.day", amount(it.perDay(), it, DECIMALS_OF_A_DAY)))
        .orElse("");
  }

  /** Of when the prices are, for example {@code Prices of August 1, 2025, without tax}. */
  public String asOf(LocalDate date) {
    var format =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(Preferences.current().language().locale());
    return texts.of("price.date", format.format(date));
  }

  private static String amount(BigDecimal amount, Price price, int decimals) {
    var format = NumberFormat.getCurrencyInstance(Preferences.current().language().locale());
    format.setCurrency(Currency.getInstance(price.currency()));
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(amount);
  }
}
