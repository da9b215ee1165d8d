package io.cloudapp.core.user;

import java.util.Optional;

/**
 * A new account.
 *
 * @param temporaryPassword only where the directory could not mail it; it is shown this once
 */
public record CreatedUser(UserSummary user, Optional<String> temporaryPassword) {

  /** Without the password, so that no log can hold it. */
  @Override
  public String toString() {
    return "CreatedUser[" + user.username() + "]";
  }
}
