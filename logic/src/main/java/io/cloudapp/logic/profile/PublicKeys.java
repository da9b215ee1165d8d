package io.cloudapp.logic.profile;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/** Reads OpenSSH public keys, one line as {@code ssh-keygen} writes it. */
final class PublicKeys {

  static final String RULES =
      "Paste the one line of an OpenSSH public key: ssh-ed25519, or ssh-rsa with at least 3072"
          + " bits.";

  private static final int MINIMUM_RSA_BITS = 3072;
  private static final int MAXIMUM_RSA_BITS = 16_384;
  private static final int MAXIMUM_LENGTH = 4096;
  private static final Pattern LINE =
      Pattern.compile(
          "(ssh-ed25519|ssh-rsa) ([A-Za-z0-9+/]+={0,2})( [\\x21-\\x7e][\\x20-\\x7e]*)?");

  private PublicKeys() {}

  /** The key in normal form, without white space around; empty when it cannot be used. */
  static Optional<String> normalise(String text) {
    var line = text.strip();
    var parts = LINE.matcher(line);
    if (line.length() > MAXIMUM_LENGTH || !parts.matches()) {
      return Optional.empty();
    }
    try {
      var blob = Base64.getDecoder().decode(parts.group(2));
      var key = OpenSSHPublicKeyUtil.parsePublicKey(blob);
      var good = parts.group(1).equals(algorithm(key));
      return good && Arrays.equals(blob, OpenSSHPublicKeyUtil.encodePublicKey(key))
          ? Optional.of(line)
          : Optional.empty();
    } catch (IOException | RuntimeException notAKey) {
      // The parser answers damaged bytes with whatever exception they lead to.
      return Optional.empty();
    }
  }

  /** The name of the algorithm of a key that is strong enough; empty for any other. */
  private static String algorithm(AsymmetricKeyParameter key) {
    return switch (key) {
      case Ed25519PublicKeyParameters _ -> "ssh-ed25519";
      case RSAKeyParameters rsa
          when rsa.getModulus().bitLength() >= MINIMUM_RSA_BITS
              && rsa.getModulus().bitLength() <= MAXIMUM_RSA_BITS ->
          "ssh-rsa";
      default -> "";
    };
  }
}
