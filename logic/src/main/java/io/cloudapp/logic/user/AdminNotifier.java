package io.cloudapp.logic.user;

/** Tells the admins; what it is told about goes on even when they cannot be reached. */
@FunctionalInterface
public interface AdminNotifier {

  /**
   * @param message plain text: what happened and, where something is to be done, what
   * @return whether the message was handed over
   */
  boolean tell(String subject, String message);
}
