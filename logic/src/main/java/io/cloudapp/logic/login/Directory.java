package io.cloudapp.logic.login;

import io.cloudapp.core.login.SignIn;
import java.util.Optional;

/**
 * Who may sign in, and with what.
 *
 * <p>It keeps no state between a challenge and its answer: every sign-in brings the user name, the
 * password and whatever answers the challenges met before.
 */
public interface Directory {

  SignInOutcome signIn(SignIn signIn);

  /** New tokens of the web client; empty when the refresh token is not good (any more). */
  Optional<Tokens> refresh(String refreshToken);

  /** Makes a refresh token useless; one that is unknown is left alone. */
  void revoke(String refreshToken);

  boolean hasSecondFactor(String username);

  /**
   * Makes a secret for an authenticator app, which counts once a code of it is confirmed.
   *
   * @param accessToken of the person whose second factor it becomes
   */
  SecondFactorSecret startSecondFactor(String accessToken);

  /** Whether the code is right; from then on every sign-in of the person asks for one. */
  boolean confirmSecondFactor(String accessToken, String code);

  /** From now on no sign-in of the person asks for a code. */
  void removeSecondFactor(String accessToken);
}
