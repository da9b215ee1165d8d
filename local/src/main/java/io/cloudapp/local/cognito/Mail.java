package io.cloudapp.local.cognito;

/** The way out for the letters a user pool writes. */
@FunctionalInterface
public interface Mail {

  void send(Letter letter);

  /**
   * One letter.
   *
   * @param to an e-mail address
   * @param body may hold a temporary password, so it is never logged
   */
  record Letter(String to, String subject, String body) {

    @Override
    public String toString() {
      return "Letter[to=" + to + ", subject=" + subject + "]";
    }
  }
}
