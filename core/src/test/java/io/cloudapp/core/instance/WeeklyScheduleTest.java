package io.cloudapp.core.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeeklyScheduleTest {

  @ParameterizedTest
  @CsvSource({
    // An ordinary Friday evening in winter and in summer, then over the weekend.
    "2026-01-16T12:00:00Z, 18:00, Europe/Berlin, 2026-01-16T17:00:00Z",
    "2026-07-17T12:00:00Z, 18:00, Europe/Berlin, 2026-07-17T16:00:00Z",
    "2026-01-16T17:00:00Z, 18:00, Europe/Berlin, 2026-01-19T17:00:00Z",
    // It is Friday there while it is Thursday or Saturday in Greenwich.
    "2026-01-15T20:00:00Z, 08:00, Pacific/Auckland, 2026-01-18T19:00:00Z",
    "2026-01-16T23:00:00Z, 18:00, Pacific/Honolulu, 2026-01-17T04:00:00Z"
  })
  void isTheNextWorkingDayAtThatTimeOfTheClocksThere(
      Instant after, LocalTime time, ZoneId zone, Instant next) {
    var workingDays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    assertThat(new WeeklySchedule(workingDays, time, zone).next(after)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    // Clocks go from 02:00 to 03:00 on 29 March 2026: 02:30 becomes 03:30.
    "2026-03-28T12:00:00Z, 02:30, Europe/Berlin, 2026-03-29T01:30:00Z",
    // Clocks show 02:30 twice on 25 October 2026: the first of them.
    "2026-10-24T12:00:00Z, 02:30, Europe/Berlin, 2026-10-25T00:30:00Z",
    // The second of them is not another one.
    "2026-10-25T00:30:00Z, 02:30, Europe/Berlin, 2026-11-01T01:30:00Z",
    // The evening keeps its place on the clock on the day they change.
    "2026-03-28T17:30:00Z, 18:00, Europe/Berlin, 2026-03-29T16:00:00Z"
  })
  void followsTheClocksWhenTheyChange(Instant after, LocalTime time, ZoneId zone, Instant next) {
    var sundays = new WeeklySchedule(Set.of(DayOfWeek.SUNDAY), time, zone);

    assertThat(sundays.next(after)).isEqualTo(next);
  }

  @Test
  void hasAtLeastOneDay() {
    assertThatThrownBy(() -> new WeeklySchedule(Set.of(), LocalTime.NOON, ZoneId.of("UTC")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void isLaterAndWithinAWeek(
      @ForAll("schedules") WeeklySchedule schedule, @ForAll("instants") Instant after) {
    var next = schedule.next(after);

    assertThat(next).isAfter(after);
    // A day more where the clocks change in between, and another where a whole day was left out.
    assertThat(Duration.between(after, next)).isLessThanOrEqualTo(Duration.ofDays(9));
  }

  @Property
  void isThatTimeOfOneOfTheDaysUnlessTheClocksLeaveItOut(
      @ForAll("schedules") WeeklySchedule schedule, @ForAll("instants") Instant after) {
    var next = schedule.next(after).atZone(schedule.timeZone());
    var gap = schedule.timeZone().getRules().previousTransition(next.toInstant().plusNanos(1));
    var isShifted =
        gap != null
            && gap.isGap()
            && !next.toInstant().isAfter(gap.getInstant().plus(gap.getDuration()));

    if (!isShifted) {
      assertThat(schedule.days()).contains(next.getDayOfWeek());
      assertThat(next.toLocalTime()).isEqualTo(schedule.time());
    }
  }

  @Property
  void leavesNoneOut(
      @ForAll("schedules") WeeklySchedule schedule, @ForAll("instants") Instant after) {
    var next = schedule.next(after);
    var middle = after.plus(Duration.between(after, next).dividedBy(2));

    assertThat(schedule.next(middle)).isEqualTo(next);
    assertThat(schedule.next(next.minusNanos(1))).isEqualTo(next);
    assertThat(schedule.next(next)).isAfter(next);
  }

  @Property
  void comesAsOftenAWeekAsItHasDays(
      @ForAll("days") Set<DayOfWeek> days,
      @ForAll("times") LocalTime time,
      @ForAll("instants") Instant after) {
    var schedule = new WeeklySchedule(days, time, ZoneId.of("UTC"));
    var count = 0;
    for (var at = schedule.next(after);
        !at.isAfter(after.plus(Duration.ofDays(7)));
        at = schedule.next(at)) {
      count++;
    }

    assertThat(count).isEqualTo(days.size());
  }

  @Provide
  Arbitrary<WeeklySchedule> schedules() {
    var zones = Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    return Combinators.combine(days(), times(), zones.map(ZoneId::of)).as(WeeklySchedule::new);
  }

  @Provide
  Arbitrary<Set<DayOfWeek>> days() {
    return Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.integers()
        .between(0, 24 * 60 - 1)
        .map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
  }

  @Provide
  Arbitrary<Instant> instants() {
    var from = Instant.parse("2011-12-20T00:00:00Z").getEpochSecond();
    var to = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond();
    return Arbitraries.longs().between(from, to).map(Instant::ofEpochSecond);
  }
}
