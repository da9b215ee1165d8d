package io.cloudapp.logic.keypair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/** An Ed25519 key pair in OpenSSH's formats. */
final class OpenSshKeyPair {

  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";

  private final Ed25519PrivateKeyParameters key;

  private OpenSshKeyPair(Ed25519PrivateKeyParameters key) {
    this.key = key;
  }

  static OpenSshKeyPair generate(SecureRandom random) {
    return new OpenSshKeyPair(new Ed25519PrivateKeyParameters(random));
  }

  /** Reads what {@link #privateKey} wrote. */
  static OpenSshKeyPair ofPrivateKey(String text) {
    var body = text.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
    var parsed = OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(Base64.getDecoder().decode(body));
    return new OpenSshKeyPair((Ed25519PrivateKeyParameters) parsed);
  }

  /** The file that {@code ssh -i} takes, with a line break at its end. */
  String privateKey() {
    try {
      var encoder = Base64.getMimeEncoder(68, "\n".getBytes(StandardCharsets.US_ASCII));
      var body = encoder.encodeToString(OpenSSHPrivateKeyUtil.encodePrivateKey(key));
      return BEGIN + "\n" + body + "\n" + END + "\n";
    } catch (IOException impossible) {
      throw new UncheckedIOException("A key cannot be written in memory", impossible);
    }
  }

  /** One line as in {@code authorized_keys}, {@code ssh-ed25519 AAAA… comment}. */
  String publicKey(String comment) {
    try {
      var blob = OpenSSHPublicKeyUtil.encodePublicKey(key.generatePublicKey());
      return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob) + " " + comment;
    } catch (IOException impossible) {
      throw new UncheckedIOException("A key cannot be written in memory", impossible);
    }
  }

  /** Without the key, so that no log can hold it. */
  @Override
  public String toString() {
    return "OpenSshKeyPair[ed25519]";
  }
}
