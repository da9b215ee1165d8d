package io.cloudapp.logic.user;

/** Tells the admins; what it is told about goes on even when they cannot be reached. */
@FunctionalInterface
public interface AdminNotifier {

  void tell(String subject, String message);
}
