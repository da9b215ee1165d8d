package io.cloudapp.logic.login;

import com.nimbusds.jwt.SignedJWT;
import io.cloudapp.core.login.SignInAnswer;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a signed-in person's requests carry.
 *
 * @param refreshToken empty for the admin client, whose sign-ins are not prolonged
 */
public record Tokens(
    String accessToken, String idToken, Optional<String> refreshToken, Duration accessLifetime) {

  /** The sign-in they belong to; it is read and not verified, for those who have just got them. */
  Optional<String> sessionId() {
    return claim("origin_jti");
  }

  /** Whose they are; read and not verified either. */
  Optional<String> userId() {
    return claim("sub");
  }

  private Optional<String> claim(String name) {
    try {
      var claims = SignedJWT.parse(accessToken).getJWTClaimsSet();
      return Optional.ofNullable(claims.getStringClaim(name));
    } catch (ParseException notAToken) {
      return Optional.empty();
    }
  }

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
