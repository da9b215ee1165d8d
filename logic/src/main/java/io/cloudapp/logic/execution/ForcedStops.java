package io.cloudapp.logic.execution;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.execution.SubmissionStore.Accepted;
import io.cloudapp.logic.execution.SubmissionStore.Target;
import io.cloudapp.logic.notice.NoticeKind;
import io.cloudapp.logic.notice.Notices;
import io.cloudapp.logic.notice.Notices.Notice;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Sees to it that an admin's stop is on record, and that the owner learns who and why. */
@Singleton
final class ForcedStops {

  private final AuditLog audit;
  private final Notices notices;

  ForcedStops(AuditLog audit, Notices notices) {
    this.audit = audit;
    this.notices = notices;
  }

  void note(Handle transaction, Caller admin, Target instance, Accepted accepted) {
    audit.record(
        transaction,
        AuditEvent.done(
            admin,
            AuditAction.INSTANCE_FORCE_STOPPED,
            "instance/" + instance.id(),
            "%s Execution: %s".formatted(accepted.reason(), accepted.id())));
    if (!admin.userId().equals(instance.ownerId())) {
      notices.add(
          transaction,
          new Notice(
              instance.ownerId(),
              instance.id(),
              NoticeKind.FORCE_STOPPED,
              accepted.id(),
              List.of(
                  instance.configuration(), instance.id(), admin.username(), accepted.reason())));
    }
  }
}
