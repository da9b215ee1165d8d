package io.cloudapp.logic.login;

/** Thrown to Cognito from a trigger, which is the only way to keep it from issuing a token. */
public final class SignInDenied extends RuntimeException {

  SignInDenied(Denial denial) {
    super(denial.name(), null, false, false);
  }
}
