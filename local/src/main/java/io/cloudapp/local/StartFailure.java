package io.cloudapp.local;

/** LocalCloud could not start; the message is one sentence for the person who tried. */
public final class StartFailure extends RuntimeException {
  StartFailure(String message) {
    super(message);
  }

  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
