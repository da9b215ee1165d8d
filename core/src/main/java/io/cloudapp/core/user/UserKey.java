package io.cloudapp.core.user;

import java.time.Instant;
import java.util.Objects;

/**
 * A public SSH key of a person, which is put on every new instance of theirs.
 *
 * @param name what the person calls it
 * @param publicKey algorithm and key in OpenSSH's one-line format, without a comment
 * @param fingerprint as {@code ssh-keygen -l} shows it, for example {@code SHA256:…}
 */
public record UserKey(
    String id, String name, String publicKey, String fingerprint, Instant addedAt) {

  public UserKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(publicKey, "publicKey");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(addedAt, "addedAt");
  }
}
