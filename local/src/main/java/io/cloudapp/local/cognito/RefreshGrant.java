package io.cloudapp.local.cognito;

import java.time.Instant;

/**
 * What a refresh token stands for; the token itself is kept as a hash only.
 *
 * @param originJti ties every access token to the sign-in it comes from
 */
record RefreshGrant(
    String username,
    String clientId,
    String originJti,
    Instant authenticated,
    Instant expires,
    boolean revoked) {

  RefreshGrant revoke() {
    return new RefreshGrant(username, clientId, originJti, authenticated, expires, true);
  }
}
