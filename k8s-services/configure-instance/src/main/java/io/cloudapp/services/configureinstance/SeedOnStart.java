package io.cloudapp.services.configureinstance;

import io.cloudapp.logic.configuration.ConfigurationSeed;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Gives a new installation its first configurations. */
@Singleton
final class SeedOnStart implements ApplicationEventListener<ServerStartupEvent> {

  private final ConfigurationSeed seed;

  SeedOnStart(ConfigurationSeed seed) {
    this.seed = seed;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    seed.plant();
  }
}
