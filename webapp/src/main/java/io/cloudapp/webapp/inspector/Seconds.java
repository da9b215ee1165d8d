package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Says durations to the millisecond, as engineers want them. */
@Singleton
class Seconds {

  private final Texts texts;

  Seconds(Texts texts) {
    this.texts = texts;
  }

  /** For example {@code 0.012 s} or {@code 1 min 2.500 s}. */
  String of(Duration duration) {
    var millis = Math.max(0, duration.toMillis());
    return millis < 60_000
        ? texts.of("inspector.seconds", millis / 1000, thousandths(millis))
        : texts.of(
            "inspector.minutes", millis / 60_000, millis % 60_000 / 1000, thousandths(millis));
  }

  private static String thousandths(long millis) {
    return "%03d".formatted(millis % 1000);
  }
}
