package io.cloudapp.logic.metric;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the numbers for a test to look at. */
@Singleton
public final class RememberedMetrics implements Metrics {

  private final List<Integer> orphans = new CopyOnWriteArrayList<>();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  @Override
  public void orphans(int count) {
    orphans.add(count);
  }

  @Override
  public void clickToUsable(Duration waited) {
    waits.add(waited);
  }

  /** Of each whole run so far. */
  public List<Integer> orphans() {
    return List.copyOf(orphans);
  }

  public List<Duration> waits() {
    return List.copyOf(waits);
  }
}
