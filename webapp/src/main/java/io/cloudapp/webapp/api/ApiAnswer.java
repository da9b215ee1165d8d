package io.cloudapp.webapp.api;

import io.cloudapp.core.api.Problem;

/** What became of a call: what was asked for, or the API's reason why not. */
public sealed interface ApiAnswer<T> {

  /** The API did it. */
  record Given<T>(T value) implements ApiAnswer<T> {}

  /** The API would not. */
  record Refused<T>(Problem problem) implements ApiAnswer<T> {}

  /**
   * For pages that have no answer of their own to a refusal.
   *
   * @throws ApiRefusal which becomes an error page
   */
  default T orErrorPage() {
    return switch (this) {
      case Given<T>(T value) -> value;
      case Refused<T>(Problem problem) -> throw new ApiRefusal(problem);
    };
  }
}
