package io.cloudapp.logic.login;

import java.util.Optional;
import java.util.function.IntPredicate;

/** Which passwords a person may choose; the user pool has the same rules. */
public final class PasswordPolicy {

  public static final int MINIMUM_LENGTH = 12;
  public static final int MAXIMUM_LENGTH = 256;

  /** What the page says, whichever rule was broken. */
  static final String RULES =
      "Choose a password of at least 12 characters with an upper-case letter, a lower-case letter"
          + " and a digit.";

  private PasswordPolicy() {}

  static Optional<String> broken(String password) {
    var good =
        password.length() >= MINIMUM_LENGTH
            && password.length() <= MAXIMUM_LENGTH
            && has(password, Character::isUpperCase)
            && has(password, Character::isLowerCase)
            && has(password, Character::isDigit);
    return good ? Optional.empty() : Optional.of(RULES);
  }

  private static boolean has(String password, IntPredicate kind) {
    return password.chars().anyMatch(kind);
  }
}
