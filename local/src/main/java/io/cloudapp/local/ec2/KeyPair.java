package io.cloudapp.local.ec2;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An imported key pair, of which EC2 has the public half only.
 *
 * @param type {@code ed25519} or {@code rsa}
 * @param publicKey in OpenSSH's format
 */
record KeyPair(
    String id,
    String name,
    String type,
    String fingerprint,
    String publicKey,
    Map<String, String> tags,
    Instant createdAt) {

  KeyPair {
    tags = new TreeMap<>(tags);
  }

  KeyPair withTags(Map<String, String> tags) {
    return new KeyPair(id, name, type, fingerprint, publicKey, tags, createdAt);
  }
}
