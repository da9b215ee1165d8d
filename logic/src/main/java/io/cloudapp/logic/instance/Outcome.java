package io.cloudapp.logic.instance;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;

/**
 * What became of something that was asked for.
 *
 * @param <T> what is answered when it was done
 */
public sealed interface Outcome<T> {

  record Done<T>(T value) implements Outcome<T> {}

  record Refused<T>(Problem problem) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  /**
   * @param detail a sentence that says what happened and what to do
   */
  static <T> Outcome<T> refused(ProblemType type, String detail) {
    return new Refused<>(Problem.of(type, detail));
  }
}
