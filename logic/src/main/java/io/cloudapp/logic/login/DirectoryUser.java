package io.cloudapp.logic.login;

import io.cloudapp.logic.user.NewUser;
import java.util.Optional;

/**
 * A row of {@code directory_users}.
 *
 * @param secondFactor name of the secret in Secrets Manager
 * @param lastCodeStep the step of the newest one-time code used
 */
record DirectoryUser(
    String userId,
    String username,
    Optional<String> email,
    boolean inAdmins,
    boolean enabled,
    String passwordHash,
    boolean mustChangePassword,
    Optional<String> secondFactor,
    Optional<String> pendingSecondFactor,
    long lastCodeStep) {

  /** The group of the directory whose members become admins. */
  static final String ADMINS = "admins";

  NewUser person() {
    return new NewUser(userId, username, email, inAdmins);
  }

  /** Without the hash, so that no log can hold it. */
  @Override
  public String toString() {
    return "DirectoryUser[" + username + "]";
  }
}
