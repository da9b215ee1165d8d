package io.cloudapp.local.cognito;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238): SHA-1, six digits, a step of 30 seconds. */
public final class Totp {

  private static final long STEP_SECONDS = 30;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /**
   * The code an authenticator app shows.
   *
   * @param secret base32 without padding, as AssociateSoftwareToken gives it
   * @return six digits
   */
  public static String code(String secret, Instant at) {
    return code(decode(secret), at.getEpochSecond() / STEP_SECONDS);
  }

  /** The step a code belongs to, when it is of the current, the previous or the next one. */
  static OptionalLong step(String secret, String code, Instant now) {
    var key = decode(secret);
    var current = now.getEpochSecond() / STEP_SECONDS;
    var given = code.getBytes(StandardCharsets.UTF_8);
    return LongStream.of(current, current - 1, current + 1)
        .filter(
            step -> MessageDigest.isEqual(code(key, step).getBytes(StandardCharsets.UTF_8), given))
        .findFirst();
  }

  static String encode(byte[] secret) {
    var text = new StringBuilder();
    long bits = 0;
    int count = 0;
    for (byte octet : secret) {
      bits = bits << 8 | (octet & 0xff);
      count += 8;
      while (count >= 5) {
        count -= 5;
        text.append(BASE32.charAt((int) (bits >> count) & 31));
      }
    }
    return count == 0
        ? text.toString()
        : text.append(BASE32.charAt((int) (bits << (5 - count)) & 31)).toString();
  }

  private static byte[] decode(String secret) {
    var octets = ByteBuffer.allocate(secret.length() * 5 / 8);
    long bits = 0;
    int count = 0;
    for (char letter : secret.toCharArray()) {
      bits = bits << 5 | BASE32.indexOf(letter);
      count += 5;
      if (count >= 8) {
        count -= 8;
        octets.put((byte) (bits >> count));
      }
    }
    return octets.array();
  }

  private static String code(byte[] key, long step) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "RAW"));
      var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      var offset = hash[hash.length - 1] & 0xf;
      var number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has HmacSHA1.", missing);
    }
  }
}
