package io.cloudapp.logic.profile;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An OpenSSH public key that may be put on instances.
 *
 * @param line algorithm and key, without a comment
 * @param comment what stood behind them; may be empty
 * @param fingerprint as {@code ssh-keygen -l} shows it
 */
record PublicKey(String line, String comment, String fingerprint) {

  private static final int MINIMUM_RSA_BITS = 3072;
  private static final int MAXIMUM_RSA_BITS = 8192;
  private static final int MAXIMUM_LENGTH = 4096;
  private static final Pattern LINE =
      Pattern.compile("((?:ssh|ecdsa|sk)-[a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: (\\P{Cntrl}*))?");

  private static final String TAKEN =
      "Ed25519 keys and RSA keys of 3072 to 8192 bits are taken. Make one with: ssh-keygen -t"
          + " ed25519";

  private static final String DAMAGED =
      "This is not a whole public key. Copy the line again, with all that is in the file that ends"
          + " in .pub.";

  /** A key, or the sentence that says why a text is none. */
  sealed interface Reading {}

  record Good(PublicKey key) implements Reading {}

  record Bad(String reason) implements Reading {}

  /** Reads one line as {@code ssh-keygen} writes it, with white space around it or without. */
  static Reading read(String text) {
    var line = text.strip();
    if (line.isEmpty()) {
      return new Bad("Paste the one line of an OpenSSH public key. " + TAKEN);
    }
    if (line.contains("PRIVATE KEY")) {
      return new Bad(
          "This is a private key: keep it to yourself. Paste the public one, from the file that"
              + " ends in .pub.");
    }
    if (line.lines().count() > 1) {
      return new Bad("Add one key at a time: this is more than one line.");
    }
    if (line.length() > MAXIMUM_LENGTH) {
      return new Bad("This is longer than any key that is taken. " + TAKEN);
    }
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      return new Bad(
          "Paste the one line of an OpenSSH public key, beginning with ssh-ed25519 or ssh-rsa, and"
              + " no options before it.");
    }
    var comment = Optional.ofNullable(parts.group(3)).orElse("").strip();
    return switch (parts.group(1)) {
      case "ssh-ed25519", "ssh-rsa" -> read(parts.group(1), parts.group(2), comment);
      default ->
          new Bad("Keys of the kind " + shortened(parts.group(1)) + " are not taken. " + TAKEN);
    };
  }

  private static Reading read(String algorithm, String encoded, String comment) {
    try {
      var blob = Base64.getDecoder().decode(encoded);
      var key = OpenSSHPublicKeyUtil.parsePublicKey(blob);
      if (!algorithm.equals(algorithm(key))
          || !Arrays.equals(blob, OpenSSHPublicKeyUtil.encodePublicKey(key))) {
        return new Bad(DAMAGED);
      }
      return weakness(key)
          .<Reading>map(Bad::new)
          .orElseGet(
              () -> new Good(new PublicKey(algorithm + " " + encoded, comment, fingerprint(blob))));
    } catch (IOException | RuntimeException notAKey) {
      // The parser answers damaged bytes with whatever exception they lead to.
      return new Bad(DAMAGED);
    }
  }

  private static String algorithm(AsymmetricKeyParameter key) {
    return switch (key) {
      case Ed25519PublicKeyParameters _ -> "ssh-ed25519";
      case RSAKeyParameters _ -> "ssh-rsa";
      default -> "";
    };
  }

  private static Optional<String> weakness(AsymmetricKeyParameter key) {
    return switch (key) {
      case RSAKeyParameters rsa when isOutOfBounds(rsa.getModulus().bitLength()) ->
          Optional.of("This RSA key has %d bits. ".formatted(rsa.getModulus().bitLength()) + TAKEN);
      // With these, a signature can be made without the private key.
      case RSAKeyParameters rsa when rsa.getExponent().bitLength() < 2 -> Optional.of(DAMAGED);
      case Ed25519PublicKeyParameters point
          when !Ed25519.validatePublicKeyFull(point.getEncoded(), 0) ->
          Optional.of(DAMAGED);
      default -> Optional.empty();
    };
  }

  private static boolean isOutOfBounds(int bits) {
    return bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS;
  }

  private static String shortened(String kind) {
    return kind.length() <= 40 ? kind : kind.substring(0, 40) + "…";
  }

  private static String fingerprint(byte[] blob) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is missing", missing);
    }
  }
}
