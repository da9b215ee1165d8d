package io.cloudapp.core.login;

import java.time.Duration;

/** How long tokens live, for both directories and for the deny list of ended sessions. */
public final class TokenLifetimes {

  public static final Duration WEB_ACCESS = Duration.ofMinutes(60);

  /** The admin client's tokens cannot be refreshed: the second factor is asked for again. */
  public static final Duration ADMIN_ACCESS = Duration.ofMinutes(15);

  public static final Duration REFRESH = Duration.ofHours(12);

  /** After this no token of a sign-in is good any more, however often it was refreshed. */
  public static final Duration SESSION = REFRESH.plus(WEB_ACCESS);

  private TokenLifetimes() {}

  public static Duration access(SignIn.Client client) {
    return client == SignIn.Client.ADMIN ? ADMIN_ACCESS : WEB_ACCESS;
  }
}
