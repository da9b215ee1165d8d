package io.cloudapp.local.secrets;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * One value that a secret has or had.
 *
 * @param text the SecretString, empty when the value is binary
 * @param binary the SecretBinary in Base64, empty when the value is text
 * @param stages for example {@code AWSCURRENT}; a version without one is deprecated
 */
record SecretVersion(String id, String text, String binary, Set<String> stages, Instant createdAt) {

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  SecretVersion {
    stages = new TreeSet<>(stages);
  }

  boolean hasValueOf(SecretVersion other) {
    return text.equals(other.text) && binary.equals(other.binary);
  }

  SecretVersion withStages(Set<String> stages) {
    return new SecretVersion(id, text, binary, stages, createdAt);
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "SecretVersion[" + id + " " + stages + "]";
  }
}
