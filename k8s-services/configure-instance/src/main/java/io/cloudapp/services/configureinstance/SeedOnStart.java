package io.cloudapp.services.configureinstance;

import io.cloudapp.logic.configuration.ConfigurationSeed;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a new installation its first configurations, as soon as there is a database that answers
 * and is prepared; until then the service runs without them.
 */
@Singleton
final class SeedOnStart implements ApplicationEventListener<ServerStartupEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(SeedOnStart.class);

  /** A database that slept takes about 15 seconds to wake up; preparing one takes less. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ConfigurationSeed seed;
  private final TaskScheduler scheduler;

  SeedOnStart(ConfigurationSeed seed, TaskScheduler scheduler) {
    this.seed = seed;
    this.scheduler = scheduler;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    plant();
  }

  private void plant() {
    try {
      seed.plant();
    } catch (JdbiException early) {
      LOG.warn(
          "The database is not ready yet, the first configurations follow: {}", early.toString());
      scheduler.schedule(PAUSE, this::plant);
    }
  }
}
