package io.cloudapp.webapp.session;

/** A form beyond what any of ours can hold. */
public final class FormTooLarge extends RuntimeException {

  FormTooLarge() {
    super("The form is larger than 64 KiB", null, false, false);
  }
}
