package io.cloudapp.logic.login;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What an authenticator app needs.
 *
 * @param secret base32, for typing
 * @param otpauthUri the same for scanning, {@code otpauth://totp/…}
 */
public record SecondFactorSecret(String secret, String otpauthUri) {

  static SecondFactorSecret of(String secret, String username) {
    var account = URLEncoder.encode(username, StandardCharsets.UTF_8).replace("+", "%20");
    return new SecondFactorSecret(
        secret, "otpauth://totp/CloudApp:" + account + "?secret=" + secret + "&issuer=CloudApp");
  }

  /** Without the secret, so that no log can hold it. */
  @Override
  public String toString() {
    return "SecondFactorSecret";
  }
}
