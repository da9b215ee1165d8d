package io.cloudapp.logic.health;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.aws.Unavailable;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Sends the statuses that could not be recorded to the login queue again.
 *
 * <p>Doing so twice does no harm: a status that is recorded already changes nothing.
 */
@Singleton
public final class RedriveDeadLetters {

  private final LoginQueue queue;
  private final AuditLog audit;

  RedriveDeadLetters(LoginQueue queue, AuditLog audit) {
    this.queue = queue;
    this.audit = audit;
  }

  /**
   * Begins to send them.
   *
   * @return why not; empty when SQS is at it, also when it was before
   */
  public Optional<Problem> redrive(Caller caller) {
    var attempt =
        AuditEvent.of(
            caller,
            AuditAction.DEAD_LETTERS_REDRIVEN,
            AuditOutcome.ATTEMPTED,
            "queue/login-dlq",
            "");
    try {
      var waiting = queue.deadLetterCount();
      if (waiting == 0) {
        return Optional.of(
            Problem.of(ProblemType.CONFLICT, "There are no dead letters to send again."));
      }
      audit.record(attempt.with(AuditOutcome.ATTEMPTED, "About %d messages".formatted(waiting)));
      var begun = queue.redrive();
      audit.record(
          attempt.with(
              AuditOutcome.DONE, begun ? "SQS moves them" : "SQS was moving them already"));
      return Optional.empty();
    } catch (Unavailable unavailable) {
      audit.record(attempt.with(AuditOutcome.FAILED, "SQS did not answer"));
      return Optional.of(
          Problem.of(
              ProblemType.TRY_LATER, "SQS did not answer. Look again in a minute, then try."));
    }
  }
}
