package io.cloudapp.logic.metric;

import java.time.Duration;

/** Takes the numbers that alarms and the dashboard are about. */
public interface Metrics {

  /** How many instances one whole run of reconcile found that belong to nobody. */
  void orphans(int count);

  /** How long somebody waited from the click until the instance could be used. */
  void clickToUsable(Duration waited);
}
