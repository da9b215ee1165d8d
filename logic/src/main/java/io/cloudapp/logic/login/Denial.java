package io.cloudapp.logic.login;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a person with good credentials gets no token, or none of the admin client.
 *
 * <p>A trigger can only say so by throwing, and Cognito hands the message on inside its own: the
 * name is found again in there.
 */
enum Denial {
  DISABLED(ProblemType.FORBIDDEN, "This account is switched off. Ask an admin."),
  ADMINS_ONLY(ProblemType.FORBIDDEN, "Only admins sign in here. Use the ordinary sign-in."),
  SECOND_FACTOR_NEEDED(
      ProblemType.SECOND_FACTOR_NEEDED,
      "Set up a second factor in your profile first, then sign in here with its code."),
  NOT_REFRESHED(
      ProblemType.SECOND_FACTOR_NEEDED, "An admin's sign-in is not prolonged. Sign in again.");

  private final ProblemType type;
  private final String detail;

  Denial(ProblemType type, String detail) {
    this.type = type;
    this.detail = detail;
  }

  Problem problem() {
    return Problem.of(type, detail);
  }

  static Optional<Denial> in(String message) {
    return Arrays.stream(values()).filter(denial -> message.contains(denial.name())).findFirst();
  }
}
