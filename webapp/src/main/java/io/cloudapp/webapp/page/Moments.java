package io.cloudapp.webapp.page;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Says times and durations in words. */
@Singleton
public class Moments {

  private final Clock clock;
  private final Texts texts;

  Moments(Clock clock, Texts texts) {
    this.clock = clock;
    this.texts = texts;
  }

  public Instant now() {
    return clock.instant();
  }

  /** How long ago, or how far away, with the exact time. */
  public Moment of(Instant instant) {
    var preferences = Preferences.current();
    return new Moment(
        relative(Duration.between(clock.instant(), instant)),
        formatter(texts.of("time.exact"), preferences).format(instant),
        formatter(texts.of("time.clock"), preferences).format(instant),
        instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static DateTimeFormatter formatter(String pattern, Preferences preferences) {
    return DateTimeFormatter.ofPattern(pattern, preferences.language().locale())
        .withZone(preferences.zone());
  }

  /** For example {@code 40 s}, {@code 2 min 5 s} or {@code 3 h}. */
  public String duration(Duration duration) {
    var seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return texts.of("duration.seconds", seconds);
    }
    if (seconds < 600 && seconds % 60 != 0) {
      return texts.of("duration.minutes-seconds", seconds / 60, seconds % 60);
    }
    if (seconds < 2 * 60 * 60) {
      return texts.of("duration.minutes", seconds / 60);
    }
    // A lifetime of three days that began a moment ago is three days, not two.
    return Math.round(seconds / 3600.0) < 48
        ? texts.of("duration.hours", Math.round(seconds / 3600.0))
        : texts.of("duration.days", Math.round(seconds / 86_400.0));
  }

  /** For example {@code 8 h} or {@code 3 days}. */
  public String hours(int hours) {
    return duration(Duration.ofHours(hours));
  }

  private String relative(Duration distance) {
    var length = distance.abs();
    if (length.toSeconds() < 5) {
      return texts.of("time.now");
    }
    var hours = Math.round(length.toSeconds() / 3600.0);
    // In German, "3 Tage" are over "vor 3 Tagen".
    var words =
        hours < 48
            ? duration(length.toMinutes() > 0 ? length.truncatedTo(ChronoUnit.MINUTES) : length)
            : texts.of("time.days", Math.round(length.toSeconds() / 86_400.0));
    return texts.of(distance.isNegative() ? "time.ago" : "time.ahead", words);
  }
}
