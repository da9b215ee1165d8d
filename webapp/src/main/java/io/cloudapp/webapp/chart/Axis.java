package io.cloudapp.webapp.chart;

import java.util.List;
import java.util.stream.LongStream;

/**
 * An axis of counts that begins at 0 and has round numbers.
 *
 * @param ticks from 0 to the top, evenly spaced
 */
record Axis(List<Long> ticks) {

  private static final int MOST_STEPS = 5;

  /** The shortest axis with at most six round numbers that has room for a value. */
  static Axis upTo(long highest) {
    var step = step(Math.max(1, highest));
    var steps = Math.max(1, Math.ceilDiv(highest, step));
    return new Axis(LongStream.rangeClosed(0, steps).map(it -> it * step).boxed().toList());
  }

  private static long step(long highest) {
    for (long power = 1; ; power *= 10) {
      for (var digit : new int[] {1, 2, 5}) {
        if (digit * power * MOST_STEPS >= highest) {
          return digit * power;
        }
      }
    }
  }

  long top() {
    return ticks.getLast();
  }
}
