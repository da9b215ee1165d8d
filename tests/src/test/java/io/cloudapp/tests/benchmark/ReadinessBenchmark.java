package io.cloudapp.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How long {@code ./cloudapp up} takes from the start of its process until everything answers. */
final class ReadinessBenchmark {

  private static final int RUNS = 5;

  @Test
  void up() throws Exception {
    // The first run builds what is missing.
    UpProcess.start().close();
    var seconds = new double[RUNS];
    for (var run = 0; run < RUNS; run++) {
      try (var up = UpProcess.start()) {
        seconds[run] = up.readySeconds();
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        "./cloudapp up        ready after min %.2f s  median %.2f s  max %.2f s  (%d runs)%n",
        seconds[0], seconds[RUNS / 2], seconds[RUNS - 1], RUNS);
    assertThat(seconds[0]).isPositive();
  }
}
