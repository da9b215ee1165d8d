package io.cloudapp.logic.execution;

import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.execution.SubmissionStore.Accepted;
import io.cloudapp.logic.execution.SubmissionStore.Target;
import io.cloudapp.logic.notice.NoticeKind;
import io.cloudapp.logic.notice.Notices;
import io.cloudapp.logic.notice.Notices.Notice;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Sees to it that the owner learns which admin stops their instance, and why. */
@Singleton
final class ForcedStopNotice {

  private final Notices notices;

  ForcedStopNotice(Notices notices) {
    this.notices = notices;
  }

  void add(Handle transaction, Caller admin, Target instance, Accepted accepted) {
    if (admin.userId().equals(instance.ownerId())) {
      return;
    }
    notices.add(
        transaction,
        new Notice(
            instance.ownerId(),
            instance.id(),
            NoticeKind.FORCE_STOPPED,
            accepted.id(),
            List.of(instance.configuration(), instance.id(), admin.username(), accepted.reason())));
  }
}
