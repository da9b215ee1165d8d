package io.cloudapp.webapp.session;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time of day, replaced in tests. */
@Factory
class ClockFactory {

  @Secondary
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
