package io.cloudapp.logic.login;

import io.cloudapp.core.login.SignInAnswer;
import java.time.Duration;
import java.util.Optional;

/**
 * What a signed-in person's requests carry.
 *
 * @param refreshToken empty for the admin client, whose sign-ins are not prolonged
 */
public record Tokens(
    String accessToken, String idToken, Optional<String> refreshToken, Duration accessLifetime) {

  public SignInAnswer answer() {
    return new SignInAnswer(
        true,
        Optional.empty(),
        Optional.of(accessToken),
        Optional.of(idToken),
        refreshToken,
        Optional.of(Math.toIntExact(accessLifetime.toSeconds())));
  }

  /** Without the tokens, so that no log can hold them. */
  @Override
  public String toString() {
    return "Tokens[" + accessLifetime + "]";
  }
}
