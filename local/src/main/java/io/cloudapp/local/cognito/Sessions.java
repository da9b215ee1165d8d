package io.cloudapp.local.cognito;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Sign-ins that wait for the answer to a challenge. */
final class Sessions {

  // Cognito's default for an app client (AuthSessionValidity).
  private static final Duration VALIDITY = Duration.ofMinutes(3);
  private static final int ID_BYTES = 64;

  private final Clock clock;
  private final SecureRandom random;
  private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

  Sessions(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * What a session is good for: one challenge of one user on one client.
   *
   * @param source the trigger source of the tokens at the end
   * @param registered whether an MFA_SETUP session has seen a right code
   */
  record Challenge(
      String name,
      String poolId,
      String clientId,
      String username,
      String source,
      boolean registered) {

    Challenge asRegistered() {
      return new Challenge(name, poolId, clientId, username, source, true);
    }
  }

  private record Session(Challenge challenge, Instant expires, boolean used) {}

  String open(Challenge challenge) {
    var now = clock.instant();
    // Used and expired ones are remembered a while, because each has its own refusal.
    sessions.values().removeIf(session -> session.expires().plus(VALIDITY).isBefore(now));
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(id, new Session(challenge, now.plus(VALIDITY), false));
    return id;
  }

  Challenge read(String id) {
    return checked(Optional.ofNullable(sessions.get(id))).challenge();
  }

  /** Uses a session up; of two answers to one challenge only one gets through. */
  void use(String id) {
    sessions.compute(
        id,
        (same, session) -> {
          var open = checked(Optional.ofNullable(session));
          return new Session(open.challenge(), open.expires(), true);
        });
  }

  private Session checked(Optional<Session> found) {
    var session = found.orElseThrow(Refusal::invalidSession);
    if (session.used()) {
      throw Refusal.usedSession();
    }
    if (!clock.instant().isBefore(session.expires())) {
      throw Refusal.expiredSession();
    }
    return session;
  }
}
