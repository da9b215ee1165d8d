package io.cloudapp.logic.login;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** Time-based one-time codes (RFC 6238): six digits, 30 seconds, SHA-1 as every app has it. */
final class OneTimeCodes {

  private static final Duration STEP = Duration.ofSeconds(30);

  /** Clocks of phones are off by this many steps, either way. */
  private static final int TOLERANCE = 1;

  private static final int SECRET_BYTES = 20;

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(STEP, 6);
  private final SecureRandom random;

  OneTimeCodes(SecureRandom random) {
    this.random = random;
  }

  /** A new secret in base32. */
  String newSecret() {
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new String(Base32.encode(secret), StandardCharsets.US_ASCII);
  }

  /** The step whose code it is, of those near {@code now} and after {@code usedStep}. */
  OptionalLong match(String secret, String code, Instant now, long usedStep) {
    var key = new SecretKeySpec(Base32.decode(secret), generator.getAlgorithm());
    var current = now.getEpochSecond() / STEP.toSeconds();
    for (var step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
      if (step > usedStep && isEqual(code(key, step), code)) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  private String code(SecretKey key, long step) {
    try {
      return generator.generateOneTimePasswordString(
          key, Instant.ofEpochSecond(step * STEP.toSeconds()));
    } catch (InvalidKeyException unusable) {
      throw new IllegalStateException("A second factor's secret is unusable", unusable);
    }
  }

  private static boolean isEqual(String expected, String sent) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }
}
