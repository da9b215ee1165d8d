package io.cloudapp.local.athena;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A misfortune that Athena can be told to have.
 *
 * <p>As JSON, {@code kind} names it: {@code {"kind":"AthenaSlow","seconds":30}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AthenaFault.Slow.class, name = "AthenaSlow"),
  @JsonSubTypes.Type(value = AthenaFault.Silent.class, name = "AthenaSilent"),
  @JsonSubTypes.Type(value = AthenaFault.Down.class, name = "AthenaDown"),
  @JsonSubTypes.Type(value = AthenaFault.Throttled.class, name = "AthenaThrottled"),
  @JsonSubTypes.Type(value = AthenaFault.QueryFails.class, name = "AthenaQueryFails")
})
public sealed interface AthenaFault {

  /** A query runs that much longer; it can be stopped meanwhile. */
  record Slow(double seconds) implements AthenaFault {

    public Slow {
      requireDuration(seconds);
    }
  }

  /** A request is answered that much later. */
  record Silent(double seconds) implements AthenaFault {

    public Silent {
      requireDuration(seconds);
    }
  }

  /** A request is refused with {@code InternalServerException}. */
  record Down() implements AthenaFault {}

  /** A request is refused with {@code TooManyRequestsException}. */
  record Throttled() implements AthenaFault {}

  /** A query fails with an internal error that may be retried. */
  record QueryFails() implements AthenaFault {}

  private static void requireDuration(double seconds) {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw new IllegalArgumentException("A fault lasts above 0 and at most 3600 seconds.");
    }
  }
}
