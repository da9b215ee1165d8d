package io.cloudapp.logic.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Keeps the hashes of the database directory's refresh tokens. */
final class RefreshTokens {

  private static final int TOKEN_BYTES = 32;

  private final Jdbi jdbi;
  private final SecureRandom random;

  RefreshTokens(Jdbi jdbi, SecureRandom random) {
    this.jdbi = jdbi;
    this.random = random;
  }

  /** Whose refresh token it is, and of which sign-in. */
  record Grant(String userId, String sessionId, Instant signedInAt) {}

  /** A new token, 43 characters of base64url. */
  String issue(Grant grant, Duration lifetime) {
    var now = grant.signedInAt();
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate("delete from directory_refresh_tokens where expires_at <= :now")
              .bind("now", now.atOffset(ZoneOffset.UTC))
              .execute();
          handle
              .createUpdate(
                  "insert into directory_refresh_tokens"
                      + " (token_hash, user_id, session_id, expires_at)"
                      + " values (:hash, :user, :session, :until)")
              .bind("hash", hash(token))
              .bind("user", grant.userId())
              .bind("session", grant.sessionId())
              .bind("until", now.plus(lifetime).atOffset(ZoneOffset.UTC))
              .execute();
        });
    return token;
  }

  /**
   * @param lifetime which it was issued with
   */
  Optional<Grant> find(String token, Instant now, Duration lifetime) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select user_id, session_id, expires_at from directory_refresh_tokens"
                        + " where token_hash = :hash and expires_at > :now")
                .bind("hash", hash(token))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map(
                    (row, context) ->
                        new Grant(
                            row.getString("user_id"),
                            row.getString("session_id"),
                            row.getObject("expires_at", OffsetDateTime.class)
                                .toInstant()
                                .minus(lifetime)))
                .findOne());
  }

  void revoke(String token) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from directory_refresh_tokens where token_hash = :hash")
                .bind("hash", hash(token))
                .execute());
  }

  private static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
