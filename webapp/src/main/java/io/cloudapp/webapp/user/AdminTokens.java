package io.cloudapp.webapp.user;

import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.session.Session;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Takes the token of the admin sign-in from a session. */
@Singleton
class AdminTokens {

  private final Clock clock;

  AdminTokens(Clock clock) {
    this.clock = clock;
  }

  AccessToken of(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
