package io.cloudapp.core.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What a person sends to sign in.
 *
 * @param newPassword answers the challenge {@code NEW_PASSWORD_REQUIRED}
 * @param totp six digits, answers the challenge {@code SOFTWARE_TOKEN_MFA}
 */
public record SignIn(
    String username,
    String password,
    Optional<String> newPassword,
    Optional<String> totp,
    Client client) {

  public SignIn {
    newPassword = newPassword == null ? Optional.empty() : newPassword;
    totp = totp == null ? Optional.empty() : totp;
    client = client == null ? Client.WEB : client;
  }

  /** The app client the tokens are for. */
  public enum Client {
    @JsonProperty("web")
    WEB,
    @JsonProperty("admin")
    ADMIN
  }

  /** Without the password, so that no log can hold it. */
  @Override
  public String toString() {
    return "SignIn[" + username + "]";
  }
}
