package io.cloudapp.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String ISSUER = "http://localhost:4566/eu-west-1_Abc123xyz";

  private static RSAKey key;
  private static RSAKey strangersKey;

  private final TokenVerifier verifier =
      new TokenVerifier(
          () -> new JWKSet(key.toPublicJWK()),
          ISSUER,
          Set.of("web", "admin"),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeAll
  static void makeKeys() throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID("ours").generate();
    strangersKey = new RSAKeyGenerator(2048).keyID("ours").generate();
  }

  @Test
  void acceptsAnAccessTokenByItsClient() {
    var verification =
        verifier.verify(token(c -> c.audience((String) null).claim("client_id", "web")));

    assertThat(verification)
        .isInstanceOfSatisfying(
            TokenVerifier.Verified.class,
            verified ->
                assertThat(verified.claims())
                    .containsEntry("sub", "ada")
                    .containsEntry("client_id", "web")
                    .containsEntry("exp", NOW.plusSeconds(60).getEpochSecond()));
  }

  @Test
  void acceptsAnIdTokenByItsAudience() {
    assertThat(verifier.verify(token(c -> c))).isInstanceOf(TokenVerifier.Verified.class);
  }

  @Test
  void looksAtTheClientOnlyWhenThereIsNoAudience() {
    assertRefused(token(c -> c.audience("other").claim("client_id", "web")), "audience");
    assertRefused(token(c -> c.audience((String) null)), "audience");
  }

  @Test
  void refusesAnotherIssuer() {
    assertRefused(token(c -> c.issuer(ISSUER + "2")), "issuer");
    assertRefused(token(c -> c.issuer(null)), "issuer");
  }

  @Test
  void refusesATokenOutsideItsTime() {
    assertRefused(token(c -> c.expirationTime(Date.from(NOW))), "expired");
    assertRefused(token(c -> c.expirationTime(null)), "expired");
    assertRefused(token(c -> c.notBeforeTime(Date.from(NOW.plusSeconds(1)))), "not valid yet");
    assertRefused(token(c -> c.issueTime(Date.from(NOW.plusSeconds(1)))), "future");
  }

  @Test
  void refusesASignatureByAnotherKeyOfTheSameName() throws JOSEException {
    var token = signed(JWSAlgorithm.RS256, "ours", new RSASSASigner(strangersKey), claims());

    assertRefused(token, "signature");
  }

  @Test
  void refusesAnUnknownKey() throws JOSEException {
    assertRefused(
        signed(JWSAlgorithm.RS256, "other", new RSASSASigner(key), claims()), "key is unknown");
  }

  @Test
  void refusesEveryOtherAlgorithm() throws JOSEException {
    assertRefused(signed(JWSAlgorithm.RS512, "ours", new RSASSASigner(key), claims()), "RS256");
    // The classic forgery: HMAC keyed with the public key that everyone can fetch.
    var publicKey = key.toRSAPublicKey().getEncoded();
    assertRefused(signed(JWSAlgorithm.HS256, "ours", new MACSigner(publicKey), claims()), "RS256");
    assertRefused(new PlainJWT(claims()).serialize(), "malformed");
  }

  @Test
  void refusesChangedClaims() {
    var parts = token(c -> c).split("\\.");
    var forged = token(c -> c.subject("mallory")).split("\\.");

    assertRefused(parts[0] + "." + forged[1] + "." + parts[2], "signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "a.b", "a.b.c", "..", "e30.e30.e30"})
  void refusesWhatIsNoToken(String text) {
    assertThat(verifier.verify(text)).isInstanceOf(TokenVerifier.Refused.class);
  }

  private void assertRefused(String token, String reason) {
    assertThat(verifier.verify(token))
        .isInstanceOfSatisfying(
            TokenVerifier.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> changes) {
    try {
      var claims = changes.apply(new JWTClaimsSet.Builder(claims())).build();
      return signed(JWSAlgorithm.RS256, "ours", new RSASSASigner(key), claims);
    } catch (JOSEException unsignable) {
      throw new AssertionError(unsignable);
    }
  }

  private static JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .subject("ada")
        .issuer(ISSUER)
        .audience("web")
        .issueTime(Date.from(NOW.minusSeconds(60)))
        .expirationTime(Date.from(NOW.plusSeconds(60)))
        .build();
  }

  private static String signed(
      JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }
}
