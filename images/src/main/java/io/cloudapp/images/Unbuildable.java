package io.cloudapp.images;

/** Why there is no image; the message says what happened and what to do. */
final class Unbuildable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unbuildable(String message) {
    super(message);
  }

  Unbuildable(String message, Throwable cause) {
    super(message, cause);
  }
}
