package io.cloudapp.core.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the pieces are into which a statistic over time cuts its range. */
public enum Period {
  DAY,
  /** From Monday to Sunday. */
  WEEK,
  /** A month of the calendar. */
  MONTH;

  private static final int DAYS_SHOWN = 31;
  private static final int DAYS_SHOWN_BY_WEEK = 186;

  /** The shortest with which a chart of the range has at most some thirty pieces. */
  public static Period of(DateRange range) {
    if (range.days() <= DAYS_SHOWN) {
      return DAY;
    }
    return range.days() <= DAYS_SHOWN_BY_WEEK ? WEEK : MONTH;
  }

  /** The name in the API, for example {@code week}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The first day of the piece that has the day. */
  public LocalDate begin(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /**
   * The first days of all pieces of the range, in order; the first piece may begin before the range
   * and the last may end after it, yet only days of the range count.
   */
  public List<LocalDate> begins(DateRange range) {
    var begins = new ArrayList<LocalDate>();
    for (var begin = begin(range.from()); !begin.isAfter(range.to()); begin = next(begin)) {
      begins.add(begin);
    }
    return begins;
  }

  private LocalDate next(LocalDate begin) {
    return switch (this) {
      case DAY -> begin.plusDays(1);
      case WEEK -> begin.plusWeeks(1);
      case MONTH -> begin.plusMonths(1);
    };
  }
}
