package io.cloudapp.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Verifies bearer tokens as the JWT authorizer of an HTTP API does. */
public final class TokenVerifier {

  private final Supplier<JWKSet> keys;
  private final String issuer;
  private final Set<String> audiences;
  private final Clock clock;

  /** What a token turned out to be. */
  public sealed interface Verification {}

  /**
   * The token is good.
   *
   * @param claims as in the token, times as seconds since the epoch
   */
  public record Verified(Map<String, Object> claims) implements Verification {
    public Verified {
      claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }
  }

  /**
   * The token is not accepted.
   *
   * @param reason for the {@code WWW-Authenticate} header; it quotes nothing of the token
   */
  public record Refused(String reason) implements Verification {}

  /**
   * @param keys the issuer's current key set
   * @param issuer compared with {@code iss} as it is
   * @param audiences of which {@code aud}, or {@code client_id} in a token without one, names one
   */
  public TokenVerifier(Supplier<JWKSet> keys, String issuer, Set<String> audiences, Clock clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.audiences = Set.copyOf(audiences);
    this.clock = clock;
  }

  /**
   * @param token a compact JWS, without {@code Bearer}
   */
  public Verification verify(String token) {
    try {
      var jwt = SignedJWT.parse(token);
      return signatureFlaw(jwt)
          .or(() -> claimFlaw(claims(jwt)))
          .<Verification>map(Refused::new)
          .orElseGet(() -> new Verified(claims(jwt).toJSONObject()));
    } catch (ParseException | IllegalArgumentException malformed) {
      return new Refused("the token is malformed");
    }
  }

  private Optional<String> signatureFlaw(SignedJWT jwt) {
    // An authorizer that let the token choose would take an HMAC keyed with the public key.
    if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
      return Optional.of("the signing method is not RS256");
    }
    var key = keys.get().getKeyByKeyId(Objects.requireNonNullElse(jwt.getHeader().getKeyID(), ""));
    if (!(key instanceof RSAKey rsa)) {
      return Optional.of("the signing key is unknown");
    }
    try {
      return jwt.verify(new RSASSAVerifier(rsa.toRSAPublicKey()))
          ? Optional.empty()
          : Optional.of("the signature is invalid");
    } catch (JOSEException unverifiable) {
      return Optional.of("the signature is invalid");
    }
  }

  private Optional<String> claimFlaw(JWTClaimsSet claims) {
    var now = clock.instant();
    if (!issuer.equals(claims.getIssuer())) {
      return Optional.of("the token's issuer is invalid");
    }
    if (audience(claims).stream().noneMatch(audiences::contains)) {
      return Optional.of("the token does not have a valid audience");
    }
    var expires = time(claims.getExpirationTime());
    if (expires.isEmpty() || !now.isBefore(expires.get())) {
      return Optional.of("the token has expired");
    }
    if (time(claims.getNotBeforeTime()).filter(now::isBefore).isPresent()) {
      return Optional.of("the token is not valid yet");
    }
    if (time(claims.getIssueTime()).filter(now::isBefore).isPresent()) {
      return Optional.of("the token was issued in the future");
    }
    return Optional.empty();
  }

  private static List<String> audience(JWTClaimsSet claims) {
    if (!claims.getAudience().isEmpty()) {
      return claims.getAudience();
    }
    return claims.getClaim("client_id") instanceof String clientId ? List.of(clientId) : List.of();
  }

  private static Optional<Instant> time(Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  private static JWTClaimsSet claims(SignedJWT jwt) {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
