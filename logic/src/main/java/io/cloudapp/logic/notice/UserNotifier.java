package io.cloudapp.logic.notice;

/** Tells one person by e-mail; what it is told about goes on even when it cannot be sent. */
@FunctionalInterface
public interface UserNotifier {

  /**
   * Sends nothing to somebody who wants no mail or has no address.
   *
   * @param userId whose; an unknown one is told nothing
   * @param message plain text, nothing secret
   * @return whether there is nothing left to send; false when it may be tried again
   */
  boolean tell(String userId, String subject, String message);
}
