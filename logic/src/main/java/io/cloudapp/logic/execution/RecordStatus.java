package io.cloudapp.logic.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.execution.Status;
import io.cloudapp.core.execution.Status.Failure;
import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.StepState;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.execution.ExecutionStore.Locked;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what workflows announce; late, doubled and disordered statuses leave the same picture.
 */
@Singleton
public final class RecordStatus {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStatus.class);
  private static final Failure UNSAID = new Failure("Unsaid", "");

  /** A workflow that has not counted leaves the attempts out. */
  private static final ObjectReader MESSAGES =
      Json.mapper()
          .readerFor(Status.class)
          .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final Jdbi jdbi;
  private final ExecutionStore executions;
  private final StepStore steps;
  private final Clock clock;

  RecordStatus(Jdbi jdbi, ExecutionStore executions, StepStore steps, Clock clock) {
    this.jdbi = jdbi;
    this.executions = executions;
    this.steps = steps;
    this.clock = clock;
  }

  /** What became of a status. */
  public enum Outcome {
    RECORDED,
    ALREADY_RECORDED,
    UNKNOWN_EXECUTION,
    MALFORMED
  }

  /** Records a message of the login queue, the JSON of a {@link Status}. */
  public Outcome record(String message) {
    try {
      var status = Optional.ofNullable(MESSAGES.<Status>readValue(message));
      return status.filter(RecordStatus::isComplete).map(this::record).orElse(Outcome.MALFORMED);
    } catch (JsonProcessingException malformed) {
      LOG.warn("A message is no status: {}", malformed.getOriginalMessage());
      return Outcome.MALFORMED;
    }
  }

  private static boolean isComplete(Status status) {
    return status.steps().stream()
        .allMatch(change -> change.name() != null && change.state() != null);
  }

  Outcome record(Status status) {
    return jdbi.inTransaction(handle -> record(handle, status));
  }

  private Outcome record(Handle handle, Status status) {
    var locked = executions.lock(handle, status.executionId());
    if (locked.isEmpty()) {
      return Outcome.UNKNOWN_EXECUTION;
    }
    if (!isFirst(handle, status)) {
      return Outcome.ALREADY_RECORDED;
    }
    if (isOverruled(handle, status, locked.get())) {
      LOG.warn(
          "Execution {} was announced as failed, its instance is ready; reconcile decides",
          status.executionId());
      return Outcome.RECORDED;
    }
    for (var change : status.steps()) {
      steps.change(handle, status.executionId(), explained(change, status), status.at());
    }
    status.executionState().ifPresent(state -> move(handle, status, locked.get(), state));
    executions.touch(handle, status.executionId());
    return Outcome.RECORDED;
  }

  private void move(Handle handle, Status status, Locked execution, ExecutionState state) {
    switch (state) {
      case ACCEPTED -> {}
      case RUNNING -> executions.run(handle, status.executionId(), status.at());
      case SUCCEEDED -> succeed(handle, status, execution);
      case FAILED -> {
        var problem = FailureExplanation.of(status.failure().orElse(UNSAID));
        if (executions.fail(handle, status.executionId(), status.at(), problem)
            && execution.kind() == ExecutionKind.PROVISION) {
          executions.takeBackLaunch(handle, execution.instanceId());
        }
      }
    }
  }

  private boolean isFirst(Handle handle, Status status) {
    return handle
            .createUpdate(
                """
                insert into status_events (event_id, execution_id, at, recorded_at)
                values (:eventId, :executionId, :at, :now)
                on conflict (event_id) do nothing
                """)
            .bind("eventId", status.eventId())
            .bind("executionId", status.executionId())
            .bind("at", status.at())
            .bind("now", clock.instant())
            .execute()
        == 1;
  }

  /** The queue is a hint: a success counts only where the instance's row says the same. */
  private void succeed(Handle handle, Status status, Locked execution) {
    if (isDone(handle, execution)) {
      executions.succeed(handle, status.executionId(), status.at());
      return;
    }
    LOG.warn(
        "Execution {} was announced as done, its instance says otherwise; reconcile decides",
        status.executionId());
  }

  /** A doubled run may fail after another has handed the instance over, which nothing undoes. */
  private boolean isOverruled(Handle handle, Status status, Locked execution) {
    return execution.kind() == ExecutionKind.PROVISION
        && status.executionState().filter(ExecutionState.FAILED::equals).isPresent()
        && executions.isHandedOver(handle, execution.instanceId());
  }

  private static boolean isDone(Handle handle, Locked execution) {
    return handle
        .createQuery("select state from instances where id = :id")
        .bind("id", execution.instanceId())
        .mapTo(InstanceState.class)
        .findOne()
        .filter(state -> isDone(execution.kind(), state))
        .isPresent();
  }

  private static boolean isDone(ExecutionKind kind, InstanceState state) {
    return switch (state) {
      case PENDING -> false;
      case RUNNING, STOPPING -> kind == ExecutionKind.PROVISION;
      case STOPPED, TERMINATED -> true;
      case FAILED -> kind == ExecutionKind.STOP;
    };
  }

  /** A step that failed or was undone says why, in the words of the problem. */
  private static StepChange explained(StepChange change, Status status) {
    var needsReason = change.state() == StepState.FAILED || change.state() == StepState.UNDONE;
    if (!needsReason || !change.reason().isEmpty()) {
      return change;
    }
    return new StepChange(
        change.name(),
        change.state(),
        change.attempts(),
        status.failure().map(failure -> FailureExplanation.of(failure).detail()).orElse(""));
  }
}
