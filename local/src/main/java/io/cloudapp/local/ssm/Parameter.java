package io.cloudapp.local.ssm;

import java.time.Instant;

/**
 * A parameter.
 *
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 */
record Parameter(String name, String type, String value, int version, Instant changedAt) {

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return "Parameter[" + name + " version " + version + "]";
  }
}
