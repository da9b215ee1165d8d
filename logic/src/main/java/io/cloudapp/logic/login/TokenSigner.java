package io.cloudapp.logic.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;

/** Signs and checks the database directory's tokens with a key that Secrets Manager keeps. */
final class TokenSigner {

  private static final int KEY_BITS = 2048;

  private final SecretStore secrets;
  private final String secretName;
  private volatile RSAKey cached;

  TokenSigner(SecretStore secrets, String secretName) {
    this.secrets = secrets;
    this.secretName = secretName;
  }

  String sign(JWTClaimsSet claims) {
    try {
      var key = key();
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException failure) {
      throw new IllegalStateException("A token cannot be signed", failure);
    }
  }

  /** The claims of a token that this key signed; whether they still hold is not checked. */
  Optional<JWTClaimsSet> read(String token) {
    try {
      var parsed = SignedJWT.parse(token);
      var ours =
          parsed.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
              && parsed.verify(new RSASSAVerifier(key()));
      return ours ? Optional.of(parsed.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException notAToken) {
      return Optional.empty();
    } catch (JOSEException failure) {
      throw new IllegalStateException("A token cannot be checked", failure);
    }
  }

  JWKSet publicKeys() {
    return new JWKSet(key().toPublicJWK());
  }

  private RSAKey key() {
    var known = cached;
    if (known == null) {
      known = parse(secrets.read(secretName).orElseGet(this::createKey));
      cached = known;
    }
    return known;
  }

  /** Two functions may both get here at first; the store keeps one key and gives it to both. */
  private String createKey() {
    try {
      var key =
          new RSAKeyGenerator(KEY_BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
      return secrets.createOrRead(secretName, key.toJSONString());
    } catch (JOSEException failure) {
      throw new IllegalStateException("A signing key cannot be made", failure);
    }
  }

  private static RSAKey parse(String key) {
    try {
      return RSAKey.parse(key);
    } catch (ParseException unreadable) {
      throw new IllegalStateException("The signing key is unreadable");
    }
  }
}
