package io.cloudapp.tests.directory;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** What a person has on the phone. */
public final class AuthenticatorApp {

  private static final TimeBasedOneTimePasswordGenerator GENERATOR =
      new TimeBasedOneTimePasswordGenerator();

  private AuthenticatorApp() {}

  /**
   * @param secret base32
   */
  public static String code(String secret, Instant at) {
    try {
      var key = new SecretKeySpec(Base32.decode(padded(secret)), GENERATOR.getAlgorithm());
      return GENERATOR.generateOneTimePasswordString(key, at);
    } catch (InvalidKeyException unusable) {
      throw new IllegalArgumentException(unusable);
    }
  }

  /** Pools leave out the padding that the decoder wants. */
  private static String padded(String secret) {
    return secret + "=".repeat((8 - secret.length() % 8) % 8);
  }
}
