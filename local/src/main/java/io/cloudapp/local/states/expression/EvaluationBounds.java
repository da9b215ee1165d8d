package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;

/**
 * Stops an expression that runs too long, nests too deep or builds too much, where AWS stops it.
 */
final class EvaluationBounds {

  private static final long NANOS_AT_MOST = 5_000_000_000L;
  private static final int DEPTH_AT_MOST = 100;
  private static final int BYTES_AT_MOST = 6_990_256;
  private static final int NUMBERS_AT_MOST = BYTES_AT_MOST / 8;

  private final long started = System.nanoTime();
  private int depth;
  private int steps;

  private EvaluationBounds() {}

  static void bind(Jsonata.Frame frame) {
    var bounds = new EvaluationBounds();
    frame.setEvaluateEntryCallback((node, input, environment) -> bounds.enter(environment));
    frame.setEvaluateExitCallback(
        (node, input, environment, result) -> bounds.leave(environment, result));
  }

  private void enter(Jsonata.Frame environment) {
    if (environment.isParallelCall) {
      return;
    }
    if (++depth > DEPTH_AT_MOST) {
      throw new JException(
          "Stack overflow error: Check for non-terminating recursive function.  "
              + "Consider rewriting as tail-recursive. Depth="
              + depth
              + " max="
              + DEPTH_AT_MOST);
    }
    if ((++steps & 0xFF) == 0 && System.nanoTime() - started > NANOS_AT_MOST) {
      throw new JException("Expression evaluation timeout: Check for infinite loop");
    }
  }

  private void leave(Jsonata.Frame environment, Object result) {
    if (!environment.isParallelCall) {
      depth--;
    }
    var tooLarge =
        switch (result) {
          case String text -> text.length() > BYTES_AT_MOST;
          case List<?> list -> list.size() > NUMBERS_AT_MOST;
          case null, default -> false;
        };
    if (tooLarge) {
      throw new JException("Expression evaluation memory limit exceeded");
    }
  }
}
