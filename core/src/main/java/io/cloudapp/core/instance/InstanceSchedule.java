package io.cloudapp.core.instance;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * When an instance ends by its weekly schedule.
 *
 * @param nextAt when it ends unless its lifetime is over before
 * @param skippedAt the one time that is left out; empty when none is, or when it has passed
 */
public record InstanceSchedule(
    Set<DayOfWeek> days,
    LocalTime time,
    ZoneId timeZone,
    Instant nextAt,
    Optional<Instant> skippedAt) {

  public InstanceSchedule {
    days = new WeeklySchedule(days, time, timeZone).days();
  }

  public static InstanceSchedule of(
      WeeklySchedule weekly, Instant nextAt, Optional<Instant> skippedAt) {
    return new InstanceSchedule(weekly.days(), weekly.time(), weekly.timeZone(), nextAt, skippedAt);
  }

  public WeeklySchedule weekly() {
    return new WeeklySchedule(days, time, timeZone);
  }
}
