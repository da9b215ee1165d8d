package io.cloudapp.core.user;

import java.util.Locale;

/** Where an account stands. */
public enum UserState {
  /** Created, and never signed in so far. */
  INVITED,
  ENABLED,
  DISABLED,
  /** Switched off already; their instances are being stopped. */
  DELETING,
  /** Gone; the name stays for history. */
  DELETED;

  /** The name in URLs and message bundles, for example {@code invited}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
