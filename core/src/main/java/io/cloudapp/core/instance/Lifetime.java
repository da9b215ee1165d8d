package io.cloudapp.core.instance;

import java.util.List;
import java.util.stream.Stream;

/** How long an instance may be asked for, in hours. */
public final class Lifetime {

  /** A working day; whoever needs longer says so, or extends it. */
  private static final int DEFAULT_HOURS = 8;

  private static final List<Integer> USUAL_HOURS = List.of(1, 4, DEFAULT_HOURS, 24, 72, 168, 336);

  private Lifetime() {}

  /** How long it lives when nobody says. */
  public static int defaultHours(int maximumHours) {
    return Math.min(DEFAULT_HOURS, maximumHours);
  }

  /** What a form offers, ascending; the maximum is the last. */
  public static List<Integer> choices(int maximumHours) {
    return Stream.concat(
            USUAL_HOURS.stream().filter(hours -> hours < maximumHours), Stream.of(maximumHours))
        .toList();
  }
}
