package io.cloudapp.webapp.statistics;

import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.Period;
import io.cloudapp.webapp.page.Texts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes numbers and days as the person's language does. */
final class Figures {

  private static final BigDecimal SMALL = BigDecimal.ONE;

  private final Locale locale;
  private final Texts texts;

  Figures(Locale locale, Texts texts) {
    this.locale = locale;
    this.texts = texts;
  }

  String whole(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** With one decimal. */
  String decimal(double number) {
    return decimals(number, 1, 1);
  }

  String seconds(double seconds) {
    return texts.of("statistics.seconds", decimal(seconds));
  }

  String hours(double hours) {
    return texts.of("statistics.hours", decimal(hours));
  }

  /** With cents, and what is less than one with four decimals. */
  String money(BigDecimal amount, String currency) {
    var most = amount.signum() > 0 && amount.compareTo(SMALL) < 0 ? 4 : 2;
    return texts.of("statistics.money", decimals(amount, 2, most), currency);
  }

  String percent(long part, long whole) {
    var format = NumberFormat.getPercentInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(whole == 0 ? 0 : (double) part / whole);
  }

  /** For example {@code 22 Nov 2026}. */
  String day(LocalDate day) {
    return formatted("statistics.day.pattern", day);
  }

  /** As short as it can be below a column. */
  String shortPiece(Period per, LocalDate begin) {
    return formatted(
        per == Period.MONTH ? "statistics.month.short-pattern" : "statistics.day.short-pattern",
        begin);
  }

  /** The days of a piece, as far as they are in the range. */
  String piece(Period per, LocalDate begin, DateRange range) {
    var end =
        switch (per) {
          case DAY -> begin;
          case WEEK -> begin.plusDays(6);
          case MONTH -> begin.plusMonths(1).minusDays(1);
        };
    var first = begin.isBefore(range.from()) ? range.from() : begin;
    var last = end.isAfter(range.to()) ? range.to() : end;
    if (first.equals(last)) {
      return day(first);
    }
    return per == Period.MONTH && first.equals(begin) && last.equals(end)
        ? formatted("statistics.month.pattern", begin)
        : texts.of("statistics.days", formatted("statistics.day.short-pattern", first), day(last));
  }

  private String decimals(Number number, int least, int most) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    return format.format(number);
  }

  private String formatted(String pattern, LocalDate day) {
    return DateTimeFormatter.ofPattern(texts.of(pattern), locale).format(day);
  }
}
