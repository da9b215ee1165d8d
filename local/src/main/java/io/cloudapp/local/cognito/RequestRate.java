package io.cloudapp.local.cognito;

import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Cognito's quota of authentications a second, counted for each pool. */
final class RequestRate {

  private final Clock clock;
  private final int perSecond;
  private final ConcurrentMap<String, Window> windows = new ConcurrentHashMap<>();

  RequestRate(Clock clock, int perSecond) {
    this.clock = clock;
    this.perSecond = perSecond;
  }

  private record Window(long second, int requests) {}

  void count(String poolId) {
    var second = clock.instant().getEpochSecond();
    var window =
        windows.compute(
            poolId,
            (pool, current) ->
                current == null || current.second() != second
                    ? new Window(second, 1)
                    : new Window(second, current.requests() + 1));
    if (window.requests() > perSecond) {
      throw Refusal.of("TooManyRequestsException", "Rate exceeded");
    }
  }
}
