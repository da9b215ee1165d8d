package io.cloudapp.core.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The days that a statistic is about, both included; days begin and end at midnight UTC.
 *
 * @param from not after {@code to}
 * @param to at most {@link #MAXIMUM_DAYS} days from {@code from}, both counted
 */
public record DateRange(LocalDate from, LocalDate to) {

  public static final int MAXIMUM_DAYS = 366;

  public DateRange {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("A range begins before it ends");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MAXIMUM_DAYS) {
      throw new IllegalArgumentException("A range has at most %d days".formatted(MAXIMUM_DAYS));
    }
  }

  /** How many days there are, 1–366. */
  public int days() {
    return (int) ChronoUnit.DAYS.between(from, to) + 1;
  }

  public Instant begin() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first moment that is no longer part of it. */
  public Instant end() {
    return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
