package io.cloudapp.pulumi.settings;

import com.pulumi.exceptions.RunException;

/**
 * A configuration value that cannot be used; the message says which one and what to set. Pulumi
 * shows it as it is, without a stack trace.
 */
public final class BadSetting extends RunException {

  private static final long serialVersionUID = 1L;

  public BadSetting(String message) {
    super(message);
  }
}
