package io.cloudapp.webapp.api;

/** The API no longer accepts the person's token. */
public final class SessionEnded extends RuntimeException {

  private final boolean admin;

  public SessionEnded(boolean admin) {
    super("The API no longer accepts the token", null, false, false);
    this.admin = admin;
  }

  /** Whether only the administrator's sign-in is over. */
  public boolean admin() {
    return admin;
  }
}
