package io.cloudapp.logic.login;

import io.cloudapp.core.api.Problem;

/** What became of a sign-in. */
public sealed interface SignInOutcome {

  record Authenticated(Tokens tokens) implements SignInOutcome {}

  /** The password is right and something more is asked for. */
  record Challenged(Challenge challenge) implements SignInOutcome {}

  /** The credentials are not good; nobody is told which of them. */
  record Refused() implements SignInOutcome {}

  /** The credentials are good, yet there are no tokens; the problem says what to do. */
  record Declined(Problem problem) implements SignInOutcome {}

  /** What is asked for, in Cognito's words. */
  enum Challenge {
    NEW_PASSWORD_REQUIRED,
    SOFTWARE_TOKEN_MFA
  }
}
