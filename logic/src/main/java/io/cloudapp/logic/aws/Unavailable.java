package io.cloudapp.logic.aws;

/** A service we depend on throttled us or gave no answer; whether it acted is not known. */
public final class Unavailable extends RuntimeException {

  /**
   * @param what the service, in words for a log
   */
  public Unavailable(String what, Throwable cause) {
    super(what + " did not answer", cause);
  }
}
