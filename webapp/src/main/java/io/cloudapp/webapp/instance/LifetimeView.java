package io.cloudapp.webapp.instance;

import io.cloudapp.webapp.page.Moment;
import java.util.List;

/**
 * When an instance ends, as the pages show it.
 *
 * @param ends by itself, whatever comes first
 * @param latest until when its lifetime can be extended
 * @param warning a sentence when the end is close; else empty
 * @param extensions what can be chosen; none when it ends for good or lives as long as it may
 * @param schedule at most one
 * @param forced the sentence of an admin's stop; else empty
 * @param forcedReason why; empty with it
 * @param evidence for admins, what EC2 answered of one that it no longer knew, a line each
 */
public record LifetimeView(
    Moment ends,
    Moment latest,
    String warning,
    List<Extension> extensions,
    List<ScheduleView> schedule,
    String forced,
    String forcedReason,
    List<String> evidence) {

  public LifetimeView {
    extensions = List.copyOf(extensions);
    schedule = List.copyOf(schedule);
    evidence = List.copyOf(evidence);
  }

  /**
   * One button.
   *
   * @param until ISO 8601 UTC
   */
  public record Extension(String until, String words) {}

  /**
   * A weekly schedule.
   *
   * @param words the whole of it, for example {@code Monday, Tuesday at 18:00 (Europe/Berlin)}
   * @param nextIso the next time, as the API takes it
   * @param skipped the time that is left out; none when that has passed
   */
  public record ScheduleView(
      String words,
      List<String> days,
      String time,
      String timeZone,
      Moment next,
      String nextIso,
      List<Moment> skipped) {

    public ScheduleView {
      days = List.copyOf(days);
      skipped = List.copyOf(skipped);
    }
  }
}
