package io.cloudapp.logic;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** What differs between a run and a test: the time, chance and new ids. */
@Factory
final class Environment {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Singleton
  Ids ids() {
    return Ids.sortable();
  }
}
