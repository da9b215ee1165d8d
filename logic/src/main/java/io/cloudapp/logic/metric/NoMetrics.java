package io.cloudapp.logic.metric;

import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.Duration;

/** For wherever nobody reads the numbers: everything but Lambda. */
@Singleton
@Secondary
final class NoMetrics implements Metrics {

  @Override
  public void orphans(int count) {}

  @Override
  public void clickToUsable(Duration waited) {}
}
