package io.cloudapp.logic.statistics;

import java.util.function.Function;

/** A statistic, or why there is none at the moment. */
public sealed interface Reading<T> {

  /** It was read. */
  record Read<T>(T value) implements Reading<T> {}

  /** Athena is still at work; a later look gets what it finds. */
  record Late<T>() implements Reading<T> {}

  /** Athena cannot be asked, or has no answer. */
  record Failed<T>() implements Reading<T> {}

  default <R> Reading<R> map(Function<T, R> change) {
    return switch (this) {
      case Read<T>(T value) -> new Read<>(change.apply(value));
      case Late<T> _ -> new Late<>();
      case Failed<T> _ -> new Failed<>();
    };
  }
}
