package io.cloudapp.core.login;

import java.util.Objects;
import java.util.Optional;

/**
 * How to log in to an instance, revealed at most once.
 *
 * @param privateKey OpenSSH private key; empty where the person's own public key is on the instance
 */
public record LoginDetails(
    String host, int port, String username, String sshCommand, Optional<String> privateKey) {

  public LoginDetails {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(privateKey, "privateKey");
  }

  /** Without the key, so that no log can hold it. */
  @Override
  public String toString() {
    return "LoginDetails[" + host + ":" + port + "]";
  }
}
