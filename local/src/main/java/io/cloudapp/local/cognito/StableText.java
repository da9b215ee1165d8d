package io.cloudapp.local.cognito;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Text that looks random and is the same each time for the same name. */
final class StableText {

  private StableText() {}

  /**
   * @param letters those it is made of
   * @param length at most 40, beyond which the digest has nothing more to say
   */
  static String of(String name, String letters, int length) {
    var base = BigInteger.valueOf(letters.length());
    var rest = new BigInteger(1, digest(name));
    var text = new StringBuilder(length);
    for (int letter = 0; letter < length; letter++) {
      var divided = rest.divideAndRemainder(base);
      text.append(letters.charAt(divided[1].intValue()));
      rest = divided[0];
    }
    return text.toString();
  }

  /** A UUID of version 4, as random ones are. */
  static String uuid(String name) {
    var bits = ByteBuffer.wrap(digest(name));
    var high = bits.getLong() & ~0xf000L | 0x4000L;
    var low = bits.getLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low).toString();
  }

  private static byte[] digest(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256.", missing);
    }
  }
}
