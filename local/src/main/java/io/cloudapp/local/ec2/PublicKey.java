package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An OpenSSH public key that EC2 would import.
 *
 * @param type {@code ed25519} or {@code rsa}
 * @param fingerprint as EC2 shows it: Base64 of SHA-256 for ed25519, MD5 of the DER form for RSA
 */
record PublicKey(String type, String text, String fingerprint) {

  private static final int ED25519_BYTES = 32;
  private static final int LEAST_RSA_BITS = 1024;

  /**
   * @param material the file's content in Base64, as ImportKeyPair takes it
   * @throws AwsError {@code InvalidKey.Format}
   */
  static PublicKey parse(String material) {
    try {
      var text = new String(Base64.getMimeDecoder().decode(material), StandardCharsets.UTF_8);
      var words = text.strip().split("\\s+", 3);
      if (words.length < 2) {
        throw notAKey();
      }
      var blob = Base64.getDecoder().decode(words[1]);
      var fields = ByteBuffer.wrap(blob);
      var algorithm = new String(field(fields), StandardCharsets.US_ASCII);
      if (!algorithm.equals(words[0])) {
        throw notAKey();
      }
      return switch (algorithm) {
        case "ssh-ed25519" -> ed25519(text, blob, fields);
        case "ssh-rsa" -> rsa(text, fields);
        default -> throw notAKey();
      };
    } catch (IllegalArgumentException | BufferUnderflowException malformed) {
      throw notAKey();
    } catch (GeneralSecurityException unusable) {
      throw notAKey();
    }
  }

  private static PublicKey ed25519(String text, byte[] blob, ByteBuffer fields)
      throws GeneralSecurityException {
    if (field(fields).length != ED25519_BYTES || fields.hasRemaining()) {
      throw notAKey();
    }
    var digest = MessageDigest.getInstance("SHA-256").digest(blob);
    return new PublicKey("ed25519", text, Base64.getEncoder().encodeToString(digest));
  }

  private static PublicKey rsa(String text, ByteBuffer fields) throws GeneralSecurityException {
    var exponent = new BigInteger(field(fields));
    var modulus = new BigInteger(field(fields));
    if (fields.hasRemaining() || modulus.bitLength() < LEAST_RSA_BITS) {
      throw notAKey();
    }
    var key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    var digest = MessageDigest.getInstance("MD5").digest(key.getEncoded());
    return new PublicKey("rsa", text, HexFormat.ofDelimiter(":").formatHex(digest));
  }

  private static byte[] field(ByteBuffer fields) {
    int length = fields.getInt();
    if (length < 0 || length > fields.remaining()) {
      throw notAKey();
    }
    var bytes = new byte[length];
    fields.get(bytes);
    return bytes;
  }

  private static AwsError notAKey() {
    return new AwsError(400, "InvalidKey.Format", "Key is not in valid OpenSSH public key format");
  }
}
