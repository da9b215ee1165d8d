package io.cloudapp.local.cognito;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id hashes of passwords, cheap because they guard demo accounts on a loopback address. */
final class Passwords {

  private static final int MEMORY_KIB = 1024;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final SecureRandom random;

  Passwords(SecureRandom random) {
    this.random = random;
  }

  String hash(String password) {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var encoder = Base64.getEncoder().withoutPadding();
    return encoder.encodeToString(salt) + "$" + encoder.encodeToString(derive(password, salt));
  }

  static boolean matches(String password, String hash) {
    var divider = hash.indexOf('$');
    var salt = Base64.getDecoder().decode(hash.substring(0, divider));
    var expected = Base64.getDecoder().decode(hash.substring(divider + 1));
    return MessageDigest.isEqual(expected, derive(password, salt));
  }

  private static byte[] derive(String password, byte[] salt) {
    var argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(1)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    var hash = new byte[HASH_BYTES];
    argon.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
