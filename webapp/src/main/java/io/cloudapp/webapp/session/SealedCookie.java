package io.cloudapp.webapp.session;

import java.time.Duration;
import java.util.Locale;

/** The cookies we set; what they hold is sealed. */
enum SealedCookie {
  /** A signed-in person's session; ends with the browser or by its own times. */
  SESSION("", "-session", Duration.ZERO),
  /** Who has not signed in yet, so that the sign-in form has something to be bound to. */
  VISITOR("-visitor", "-visitor", Duration.ZERO),
  /** Credentials that wait for the answer to a challenge. */
  CHALLENGE("-challenge", "-challenge", Duration.ofMinutes(3));

  private final String secureSuffix;
  private final String plainSuffix;
  private final Duration lifetime;

  SealedCookie(String secureSuffix, String plainSuffix, Duration lifetime) {
    this.secureSuffix = secureSuffix;
    this.plainSuffix = plainSuffix;
    this.lifetime = lifetime;
  }

  /** Browsers hold a {@code __Host-} cookie to HTTPS, this host and the path {@code /}. */
  String cookieName(boolean secure) {
    return secure ? "__Host-cloudapp" + secureSuffix : "cloudapp" + plainSuffix;
  }

  String purpose() {
    return "cloudapp-" + name().toLowerCase(Locale.ROOT);
  }

  /** Zero: as long as the browser runs. */
  Duration lifetime() {
    return lifetime;
  }
}
