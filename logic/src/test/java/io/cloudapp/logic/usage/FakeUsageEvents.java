package io.cloudapp.logic.usage;

import io.cloudapp.logic.World;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** S3 in memory, which may be down. */
@Singleton
@Requires(env = World.ENVIRONMENT)
@Replaces(S3UsageEvents.class)
public final class FakeUsageEvents implements UsageEvents {

  private final List<UsageEvent> events = new ArrayList<>();
  private boolean down;

  @Override
  public void put(UsageEvent event) {
    if (down) {
      throw new IllegalStateException("S3 is down");
    }
    events.add(event);
  }

  /** Every event in the order of the deliveries. */
  List<UsageEvent> events() {
    return List.copyOf(events);
  }

  void down(boolean isDown) {
    down = isDown;
  }

  public void reset() {
    events.clear();
    down = false;
  }
}
