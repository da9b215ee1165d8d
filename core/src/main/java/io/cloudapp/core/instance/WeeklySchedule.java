package io.cloudapp.core.instance;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A time of day on some days of the week, as the clocks of a place show it.
 *
 * <p>On the day on which the clocks leave the time out it is later by what they are put forward; on
 * the day on which they show it twice it is the first of the two.
 *
 * @param days at least one
 * @param time to the minute
 */
public record WeeklySchedule(Set<DayOfWeek> days, LocalTime time, ZoneId timeZone) {

  /** One more than a week, because the day may have begun elsewhere, and one for a lost day. */
  private static final int DAYS_TO_LOOK_AT = 10;

  public WeeklySchedule {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(timeZone, "timeZone");
    if (days.isEmpty()) {
      throw new IllegalArgumentException("A schedule has at least one day.");
    }
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /** The first time after that instant. */
  public Instant next(Instant after) {
    var yesterday = after.atZone(timeZone).toLocalDate().minusDays(1);
    return IntStream.range(0, DAYS_TO_LOOK_AT)
        .mapToObj(yesterday::plusDays)
        .filter(date -> days.contains(date.getDayOfWeek()))
        .map(date -> ZonedDateTime.of(date, time, timeZone).toInstant())
        .filter(instant -> instant.isAfter(after))
        .min(Instant::compareTo)
        .orElseThrow();
  }
}
