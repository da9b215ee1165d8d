package io.cloudapp.webapp.api;

/**
 * A person's token as the API wants it.
 *
 * @param admin whether the admin app client issued it, after a second factor
 */
public record AccessToken(String value, boolean admin) {

  /** Without the token, so that no log can hold it. */
  @Override
  public String toString() {
    return "AccessToken[admin=" + admin + "]";
  }
}
