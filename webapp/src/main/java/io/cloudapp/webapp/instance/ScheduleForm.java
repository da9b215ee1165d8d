package io.cloudapp.webapp.instance;

import io.cloudapp.webapp.instance.LifetimeView.ScheduleView;
import io.cloudapp.webapp.session.Form;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The form of a weekly schedule, as it is filled in.
 *
 * @param days names of {@link java.time.DayOfWeek}
 */
public record ScheduleForm(List<String> days, String time, String timeZone) {

  private static final List<String> WORKING_DAYS =
      List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY");

  private static final String END_OF_WORK = "18:00";

  public ScheduleForm {
    days = List.copyOf(days);
  }

  static ScheduleForm of(Form form) {
    return new ScheduleForm(form.all("days"), form.text("time"), form.text("timeZone"));
  }

  /** The present schedule; without one, what most people will want. */
  static ScheduleForm of(LifetimeView lifetime, ZoneId zone) {
    return lifetime.schedule().stream()
        .findFirst()
        .map(ScheduleForm::of)
        .orElseGet(
            () ->
                new ScheduleForm(
                    WORKING_DAYS, END_OF_WORK, zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId()));
  }

  private static ScheduleForm of(ScheduleView schedule) {
    return new ScheduleForm(schedule.days(), schedule.time(), schedule.timeZone());
  }

  Lifetimes.Schedule request() {
    return new Lifetimes.Schedule(days, time, timeZone);
  }
}
