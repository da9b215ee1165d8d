package io.cloudapp.local.gateway;

import java.time.InstantSource;

/** A token bucket, as API Gateway throttles a route. */
public final class Throttle {

  private final double ratePerSecond;
  private final double burst;
  private final InstantSource clock;
  private double tokens;
  private long lastMillis;

  public Throttle(double ratePerSecond, double burst, InstantSource clock) {
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.lastMillis = clock.millis();
  }

  synchronized boolean admits() {
    var now = clock.millis();
    tokens = Math.min(burst, tokens + (now - lastMillis) * ratePerSecond / 1000);
    lastMillis = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
