package io.cloudapp.webapp.configuration;

import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.session.Session;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The token of the administrator's sign-in, as long as that lasts. */
@Singleton
class AdminTokens {

  private final Clock clock;

  AdminTokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws SessionEnded which leads to the administrator's sign-in
   */
  AccessToken of(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
