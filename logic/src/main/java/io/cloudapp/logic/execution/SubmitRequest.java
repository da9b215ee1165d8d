package io.cloudapp.logic.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.execution.ExecutionRequest.Provision;
import io.cloudapp.logic.execution.ExecutionRequest.Reading;
import io.cloudapp.logic.execution.ExecutionRequest.Stop;
import io.cloudapp.logic.execution.SubmissionStore.Accepted;
import io.cloudapp.logic.execution.SubmissionStore.Requester;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Accepts a request to provision or stop an instance, once for each Idempotency-Key. */
@Singleton
public final class SubmitRequest {

  /** Invariant I3: by then every accepted request has ended. */
  private static final Duration TIME_TO_FINISH = Duration.ofMinutes(15);

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  private final Jdbi jdbi;
  private final SubmissionStore store;
  private final ExecutionStore executions;
  private final StartWorkflow startWorkflow;
  private final Ids ids;
  private final Clock clock;

  SubmitRequest(
      Jdbi jdbi,
      SubmissionStore store,
      ExecutionStore executions,
      StartWorkflow startWorkflow,
      Ids ids,
      Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.executions = executions;
    this.startWorkflow = startWorkflow;
    this.ids = ids;
    this.clock = clock;
  }

  /** What the transaction decided. */
  private sealed interface Decision {
    record New(String executionId) implements Decision {}

    record Known(String executionId) implements Decision {}

    record No(Problem problem) implements Decision {}
  }

  /**
   * Accepts or refuses a request.
   *
   * @param idempotencyKey 1–64 visible ASCII characters
   * @param body {@code {"kind":"provision","configuration"}} or {@code
   *     {"kind":"stop","instanceId","force","reason"}}
   */
  public Submission submit(Caller caller, Optional<String> idempotencyKey, ObjectNode body) {
    var key = idempotencyKey.filter(value -> KEY.matcher(value).matches());
    if (key.isEmpty()) {
      return new Submission.Refused(
          Problem.ofField(
              "Idempotency-Key",
              "Send the header Idempotency-Key with 1 to 64 visible characters, new for each"
                  + " request."));
    }
    return switch (ExecutionRequest.read(body)) {
      case Reading.Bad bad -> new Submission.Refused(Problem.ofFields(bad.errors()));
      case Reading.Good good -> submit(caller, key.get(), good.request());
    };
  }

  private Submission submit(Caller caller, String key, ExecutionRequest request) {
    return switch (jdbi.inTransaction(handle -> decide(handle, caller, key, request))) {
      case Decision.No no -> new Submission.Refused(no.problem());
      case Decision.Known known -> new Submission.Accepted(read(known.executionId()));
      case Decision.New accepted -> {
        // After the commit: the answer does not depend on the start, reconcile repeats it.
        startWorkflow.start(request.kind(), accepted.executionId());
        yield new Submission.Accepted(read(accepted.executionId()));
      }
    };
  }

  private Decision decide(Handle handle, Caller caller, String key, ExecutionRequest request) {
    var requester = store.lockRequester(handle, caller.userId());
    if (requester.isEmpty()) {
      return no(ProblemType.UNAUTHENTICATED, "We do not know you any more. Sign in again.");
    }
    var earlier = store.earlier(handle, caller.userId(), key);
    if (earlier.isPresent()) {
      return earlier.get().payloadHash().equals(request.fingerprint())
          ? new Decision.Known(earlier.get().executionId())
          : no(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key belongs to another request. Use a new one for a new request.");
    }
    return switch (request) {
      case Provision provision -> provision(handle, caller, key, provision, requester.get());
      case Stop stop -> stop(handle, caller, key, stop);
    };
  }

  private Decision provision(
      Handle handle, Caller caller, String key, Provision request, Requester requester) {
    // Under the lock: whoever deletes an account counts on no instance coming to life after that.
    if (requester.disabled()) {
      return no(ProblemType.FORBIDDEN, "Your account is switched off. Ask an admin.");
    }
    var recipe =
        Optional.of(request.configuration())
            .filter(name -> NAME.matcher(name).matches())
            .flatMap(name -> store.recipe(handle, name));
    if (recipe.isEmpty()) {
      return no(
          ProblemType.UNKNOWN_CONFIGURATION,
          "There is no configuration of that name. Choose one of the list.");
    }
    if (!recipe.get().enabled()) {
      return no(
          ProblemType.CONFIGURATION_DISABLED,
          "This configuration is switched off at the moment. Choose another one or ask an admin.");
    }
    if (store.living(handle, caller.userId()) >= requester.quota()) {
      return no(
          ProblemType.QUOTA_REACHED,
          "You may have %d instances at a time. Stop one, or ask an admin for more."
              .formatted(requester.quota()));
    }
    var id = ids.next();
    var now = now();
    var accepted =
        new Accepted(
            id,
            request.kind(),
            caller.userId(),
            key,
            request.fingerprint(),
            id,
            request.configuration(),
            recipe.get().version(),
            false,
            "",
            now,
            now.plus(TIME_TO_FINISH));
    store.insert(handle, accepted);
    var expiresAt = now.plus(Duration.ofHours(recipe.get().maximumLifetimeHours()));
    store.insertInstance(handle, accepted, recipe.get(), expiresAt);
    return new Decision.New(id);
  }

  private Decision stop(Handle handle, Caller caller, String key, Stop request) {
    if (request.force() && !caller.isAdmin()) {
      return no(ProblemType.FORBIDDEN, "Only an admin may stop an instance by force.");
    }
    var target =
        Optional.of(request.instanceId())
            .filter(id -> NAME.matcher(id).matches())
            .flatMap(id -> store.lockTarget(handle, id, caller));
    if (target.isEmpty()) {
      return no(ProblemType.NOT_FOUND, "There is no such instance.");
    }
    var instance = target.get();
    if (!instance.state().isLiving()) {
      return no(ProblemType.INSTANCE_ENDED, "This instance has already ended.");
    }
    if (instance.state() == InstanceState.STOPPING
        && store.isBeingStopped(handle, instance.id(), request.force())) {
      return no(
          ProblemType.ALREADY_STOPPING,
          "This instance is already being stopped. Wait until that has finished.");
    }
    var now = now();
    var accepted =
        new Accepted(
            ids.next(),
            request.kind(),
            caller.userId(),
            key,
            request.fingerprint(),
            instance.id(),
            instance.configuration(),
            instance.configurationVersion(),
            request.force(),
            request.reason(),
            now,
            now.plus(TIME_TO_FINISH));
    store.insert(handle, accepted);
    store.takeOverToStop(handle, instance.id(), request.reason());
    return new Decision.New(accepted.id());
  }

  private Execution read(String executionId) {
    return jdbi.withHandle(handle -> executions.find(handle, executionId, Viewer.system()))
        .orElseThrow(() -> new IllegalStateException("Lost the execution " + executionId))
        .execution();
  }

  /** As precise as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Decision no(ProblemType type, String detail) {
    return new Decision.No(Problem.of(type, detail));
  }
}
