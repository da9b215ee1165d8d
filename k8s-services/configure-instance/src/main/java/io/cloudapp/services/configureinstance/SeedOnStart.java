package io.cloudapp.services.configureinstance;

import io.cloudapp.logic.configuration.ConfigurationSeed;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a new installation its first configurations, as soon as there is a database. */
@Singleton
final class SeedOnStart implements ApplicationEventListener<ServerStartupEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(SeedOnStart.class);

  /** A database that slept takes about 15 seconds to wake up. */
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
    } catch (ConnectionException asleep) {
      LOG.warn("The database did not answer yet; the first configurations follow", asleep);
      scheduler.schedule(PAUSE, this::plant);
    }
  }
}
