package io.cloudapp.webapp.api;

/** The API could not be reached, or did not answer in time or in its own terms. */
public final class ApiUnavailable extends RuntimeException {

  ApiUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
