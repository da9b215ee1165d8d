package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tokens of a sign-in: signed access and ID tokens, and an opaque refresh token. */
final class Tokens {

  static final String SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

  private static final Set<String> BOOLEAN_ATTRIBUTES =
      Set.of("email_verified", "phone_number_verified");
  private static final int REFRESH_TOKEN_BYTES = 96;

  private final CognitoSettings settings;
  private final Pools pools;
  private final TriggerCalls triggers;
  private final SecureRandom random;

  Tokens(CognitoSettings settings, Pools pools, TriggerCalls triggers, SecureRandom random) {
    this.settings = settings;
    this.pools = pools;
    this.triggers = triggers;
    this.random = random;
  }

  /** An access token's owner. */
  record Bearer(PoolState pool, User user, String clientId) {}

  /** The tokens of a new sign-in, with a refresh token. */
  ObjectNode issue(TriggerCalls.SignIn signIn, User user, String source) {
    var now = settings.clock().instant();
    var client = signIn.client();
    var grant =
        new RefreshGrant(
            user.username(),
            client.id(),
            UUID.randomUUID().toString(),
            now,
            now.plus(client.refreshTokenValidity()),
            false);
    var result = sign(signIn, user, source, grant);
    var refreshToken = newRefreshToken();
    signIn.pool().grant(refreshToken, grant, now);
    return result.put("RefreshToken", refreshToken);
  }

  /** New access and ID tokens of an earlier sign-in; the refresh token stays as it is. */
  ObjectNode refresh(TriggerCalls.SignIn signIn, User user, RefreshGrant grant) {
    return sign(signIn, user, "TokenGeneration_RefreshTokens", grant);
  }

  /** Whoever an access token was issued to, as the self-service operations demand it. */
  Bearer bearer(String accessToken) {
    try {
      var token = SignedJWT.parse(accessToken);
      var claims = token.getJWTClaimsSet();
      var issuer = Optional.ofNullable(claims.getIssuer()).orElse("");
      var pool =
          pools.find(issuer.substring(issuer.lastIndexOf('/') + 1)).orElseThrow(Tokens::invalid);
      if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())
          || !token.verify(new RSASSAVerifier(pool.key().toRSAPublicKey()))
          || !issuer.equals(settings.issuer(pool.id()))
          || !"access".equals(claims.getStringClaim("token_use"))) {
        throw invalid();
      }
      if (!settings.clock().instant().isBefore(claims.getExpirationTime().toInstant())) {
        throw Refusal.notAuthorized("Access Token has expired");
      }
      if (pool.revoked(claims.getStringClaim("origin_jti"))) {
        throw Refusal.notAuthorized("Access Token has been revoked");
      }
      if (!List.of(claims.getStringClaim("scope").split(" ")).contains(SELF_SERVICE_SCOPE)) {
        throw Refusal.notAuthorized("Access Token does not have required scopes");
      }
      var user = pool.user(claims.getStringClaim("username"));
      if (!user.enabled()) {
        throw Refusal.userDisabled();
      }
      return new Bearer(pool, user, claims.getStringClaim("client_id"));
    } catch (ParseException | JOSEException unreadable) {
      throw invalid();
    }
  }

  private ObjectNode sign(
      TriggerCalls.SignIn signIn, User user, String source, RefreshGrant grant) {
    var pool = signIn.pool();
    var client = signIn.client();
    var now = settings.clock().instant();
    var groups = TokenGroups.of(pool, user);
    var scopes = new ArrayList<>(List.of(SELF_SERVICE_SCOPE));
    var response =
        triggers.preTokenGeneration(signIn, user, source, groups, scopes).orElseGet(Input::answer);
    var details =
        pool.pool().customizesAccessTokens()
            ? response.path("claimsAndScopeOverrideDetails")
            : response.path("claimsOverrideDetails");
    var second = pool.pool().customizesAccessTokens();
    var forAccess =
        ClaimsOverride.of(
            second ? details.path("accessTokenGeneration") : MissingNode.getInstance());
    var forId = ClaimsOverride.of(second ? details.path("idTokenGeneration") : details);
    if (details.get("groupOverrideDetails") instanceof ObjectNode override) {
      groups = groups.overriddenBy(new Input(override));
    }
    scopes.removeAll(forAccess.suppressedScopes());
    scopes.addAll(forAccess.addedScopes());

    var shared = sharedClaims(pool, user, grant, groups, now);
    var access = new LinkedHashMap<>(shared);
    access.put("client_id", client.id());
    access.put("token_use", "access");
    access.put("scope", String.join(" ", scopes));
    access.put("username", user.username());
    forAccess.apply(access);

    var id = new LinkedHashMap<>(shared);
    user.attributes()
        .forEach(
            (name, value) ->
                id.put(
                    name,
                    BOOLEAN_ATTRIBUTES.contains(name) ? (Object) value.equals("true") : value));
    id.put("aud", client.id());
    id.put("token_use", "id");
    id.put("cognito:username", user.username());
    if (!groups.roles().isEmpty()) {
      id.put("cognito:roles", groups.roles());
    }
    groups.preferredRole().ifPresent(role -> id.put("cognito:preferred_role", role));
    forId.apply(id);

    return Input.answer()
        .put("AccessToken", signed(pool.key(), access, now, client.accessTokenValidity()))
        .put("IdToken", signed(pool.key(), id, now, client.idTokenValidity()))
        .put("ExpiresIn", client.accessTokenValidity().toSeconds())
        .put("TokenType", "Bearer");
  }

  private Map<String, Object> sharedClaims(
      PoolState pool, User user, RefreshGrant grant, TokenGroups groups, Instant now) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("sub", user.sub());
    if (!groups.names().isEmpty()) {
      claims.put("cognito:groups", groups.names());
    }
    claims.put("iss", settings.issuer(pool.id()));
    claims.put("origin_jti", grant.originJti());
    claims.put("event_id", UUID.randomUUID().toString());
    claims.put("auth_time", grant.authenticated().getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    return claims;
  }

  private static String signed(
      RSAKey key, Map<String, Object> claims, Instant now, Duration validity) {
    var set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    set.claim("exp", now.plus(validity).getEpochSecond());
    set.jwtID(UUID.randomUUID().toString());
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), set.build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException unsignable) {
      throw new IllegalStateException("A pool's key signs its tokens.", unsignable);
    }
    return token.serialize();
  }

  private String newRefreshToken() {
    var bytes = new byte[REFRESH_TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static RuntimeException invalid() {
    return Refusal.notAuthorized("Invalid Access Token");
  }
}
