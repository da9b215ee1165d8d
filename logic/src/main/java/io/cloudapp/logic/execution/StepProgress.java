package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.StepState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a step stands, and how a change moves it.
 *
 * <p>Changes come late, doubled and in any order, and must leave the same picture: each field of
 * the result depends on which changes came, not on when.
 */
record StepProgress(
    StepState state,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    int attempts,
    String reason) {

  StepProgress {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
  }

  static StepProgress waiting() {
    return new StepProgress(StepState.WAITING, Optional.empty(), Optional.empty(), 0, "");
  }

  StepProgress after(StepChange change, Instant at) {
    if (change.state() == StepState.WAITING) {
      return this;
    }
    var attempt = Math.max(1, change.attempts());
    var newStart = earlier(startedAt, at);
    var newAttempts = Math.max(attempts, attempt);
    if (change.state() == state && (state.isFinal() || attempt == attempts)) {
      var newFinish = state.isFinal() ? earlier(finishedAt, at) : finishedAt;
      var newReason = reason.isEmpty() ? change.reason() : reason;
      return new StepProgress(state, newStart, newFinish, newAttempts, newReason);
    }
    if (isOvertakenBy(change.state(), attempt)) {
      var newFinish = change.state().isFinal() ? Optional.of(at) : finishedAt;
      return new StepProgress(change.state(), newStart, newFinish, newAttempts, change.reason());
    }
    return new StepProgress(state, newStart, finishedAt, newAttempts, reason);
  }

  private boolean isOvertakenBy(StepState next, int attempt) {
    if (next.rank() != state.rank()) {
      return next.rank() > state.rank();
    }
    // What succeeded or failed once stays so; only an undoing comes after it.
    if (state.isFinal()) {
      return false;
    }
    return attempt == attempts ? next == StepState.RETRYING : attempt > attempts;
  }

  private static Optional<Instant> earlier(Optional<Instant> known, Instant at) {
    return Optional.of(known.filter(time -> time.isBefore(at)).orElse(at));
  }
}
