package io.cloudapp.webapp.session;

import io.cloudapp.webapp.api.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A signed-in person, as the browser keeps it for us in a sealed cookie.
 *
 * @param id 256 random bits, new at every sign-in and step-up
 * @param admin whether the person may ask for the administrator's sign-in
 * @param adminPass present for at most 15 minutes after that sign-in
 */
public record Session(
    String id,
    String username,
    boolean admin,
    Instant startedAt,
    Instant lastSeenAt,
    Tokens tokens,
    Optional<AdminPass> adminPass) {

  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration ABSOLUTE = Duration.ofHours(12);
  private static final Duration RENEWAL_MARGIN = Duration.ofSeconds(60);

  public Session {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(tokens, "tokens");
  }

  /** The web app client's tokens. */
  public record Tokens(String accessToken, Instant expiresAt, String refreshToken) {
    @Override
    public String toString() {
      return "Tokens[expiresAt=" + expiresAt + "]";
    }
  }

  /** The admin app client's token. */
  public record AdminPass(String accessToken, Instant expiresAt) {
    @Override
    public String toString() {
      return "AdminPass[expiresAt=" + expiresAt + "]";
    }
  }

  public AccessToken token() {
    return new AccessToken(tokens.accessToken(), false);
  }

  /** The token for the admin area, while it lives. */
  public Optional<AccessToken> adminToken(Instant now) {
    return adminPass
        .filter(pass -> now.isBefore(pass.expiresAt()))
        .map(pass -> new AccessToken(pass.accessToken(), true));
  }

  boolean isOver(Instant now) {
    return now.isAfter(lastSeenAt.plus(IDLE)) || now.isAfter(startedAt.plus(ABSOLUTE));
  }

  boolean needsRenewal(Instant now) {
    return now.isAfter(tokens.expiresAt().minus(RENEWAL_MARGIN));
  }

  Session seenAt(Instant now) {
    return new Session(id, username, admin, startedAt, now, tokens, adminPass);
  }

  Session withTokens(Tokens newTokens) {
    return new Session(id, username, admin, startedAt, lastSeenAt, newTokens, adminPass);
  }

  Session withAdminPass(String newId, AdminPass pass) {
    return new Session(newId, username, admin, startedAt, lastSeenAt, tokens, Optional.of(pass));
  }

  Session withoutAdminPass() {
    return new Session(id, username, admin, startedAt, lastSeenAt, tokens, Optional.empty());
  }

  /** Without the tokens, so that no log can hold them. */
  @Override
  public String toString() {
    return "Session[" + username + "]";
  }
}
