package io.cloudapp.logic.reconcile;

/** Tells the admins that something needs a person. */
@FunctionalInterface
public interface Alarm {

  /**
   * @param message plain text: what was seen, what was left alone and what to do
   */
  void raise(String subject, String message);
}
