package io.cloudapp.core.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/** What the API answers to a sign-in with good credentials: tokens, or a challenge to answer. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SignInAnswer(
    boolean authenticated,
    Optional<String> challenge,
    Optional<String> accessToken,
    Optional<String> idToken,
    Optional<String> refreshToken,
    Optional<Integer> expiresIn) {

  public static SignInAnswer challenge(String challenge) {
    return new SignInAnswer(
        false,
        Optional.of(challenge),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * @param expiresIn seconds the access token lives
   */
  public static SignInAnswer tokens(
      String accessToken, String idToken, String refreshToken, int expiresIn) {
    return new SignInAnswer(
        true,
        Optional.empty(),
        Optional.of(accessToken),
        Optional.of(idToken),
        Optional.of(refreshToken),
        Optional.of(expiresIn));
  }

  /** Without the tokens, so that no log can hold them. */
  @Override
  public String toString() {
    return "SignInAnswer[authenticated=" + authenticated + ", challenge=" + challenge + "]";
  }
}
