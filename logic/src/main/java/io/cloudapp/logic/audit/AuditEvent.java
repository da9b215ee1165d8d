package io.cloudapp.logic.audit;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import java.util.Objects;

/**
 * What happened, before the log gives it an id and a time; the parts are those of {@code
 * AuditEntry}.
 */
public record AuditEvent(
    String actorId,
    String actor,
    String address,
    AuditAction action,
    AuditOutcome outcome,
    String target,
    String detail) {

  private static final String SYSTEM = "CloudApp";

  /** Longer texts are cut; nobody may fill the log with one request. */
  private static final int MAXIMUM_TEXT = 1000;

  public AuditEvent {
    actorId = cut(actorId);
    actor = cut(actor);
    address = cut(address);
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(outcome, "outcome");
    target = cut(target);
    detail = cut(detail);
  }

  public static AuditEvent done(Caller caller, AuditAction action, String target, String detail) {
    return of(caller, action, AuditOutcome.DONE, target, detail);
  }

  public static AuditEvent refused(
      Caller caller, AuditAction action, String target, String detail) {
    return of(caller, action, AuditOutcome.REFUSED, target, detail);
  }

  public static AuditEvent of(
      Caller caller, AuditAction action, AuditOutcome outcome, String target, String detail) {
    return new AuditEvent(
        caller.userId(), caller.username(), caller.address(), action, outcome, target, detail);
  }

  /** What CloudApp did by itself, for example the reconciler. */
  public static AuditEvent bySystem(
      AuditAction action, AuditOutcome outcome, String target, String detail) {
    return new AuditEvent("", SYSTEM, "", action, outcome, target, detail);
  }

  public AuditEvent with(AuditOutcome newOutcome, String newDetail) {
    return new AuditEvent(actorId, actor, address, action, newOutcome, target, newDetail);
  }

  /** PostgreSQL keeps no NUL in a text. */
  private static String cut(String text) {
    var clean = text.replace("\0", "");
    return clean.length() <= MAXIMUM_TEXT ? clean : clean.substring(0, MAXIMUM_TEXT - 1) + "…";
  }
}
