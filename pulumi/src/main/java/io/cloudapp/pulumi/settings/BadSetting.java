package io.cloudapp.pulumi.settings;

/** A configuration value that cannot be used; the message says which one and what to set. */
public final class BadSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadSetting(String message) {
    super(message);
  }
}
