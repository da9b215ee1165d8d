package io.cloudapp.logic.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.instance.Lifetime;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.execution.ExecutionRequest.Provision;
import io.cloudapp.logic.execution.ExecutionRequest.Reading;
import io.cloudapp.logic.execution.ExecutionRequest.Stop;
import io.cloudapp.logic.execution.SubmissionStore.Accepted;
import io.cloudapp.logic.execution.SubmissionStore.Recipe;
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

  /** Long enough to look around, short enough to be forgotten without harm. */
  private static final Duration LIFETIME_OF_A_TEST = Duration.ofMinutes(15);

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  private final Jdbi jdbi;
  private final SubmissionStore store;
  private final ExecutionStore executions;
  private final ForcedStopNotice forcedStopNotice;
  private final StartWorkflow startWorkflow;
  private final AuditLog audit;
  private final Ids ids;
  private final Clock clock;

  SubmitRequest(
      Jdbi jdbi,
      SubmissionStore store,
      ExecutionStore executions,
      ForcedStopNotice forcedStopNotice,
      StartWorkflow startWorkflow,
      AuditLog audit,
      Ids ids,
      Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.executions = executions;
    this.forcedStopNotice = forcedStopNotice;
    this.startWorkflow = startWorkflow;
    this.audit = audit;
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
   * @param body {@code {"kind":"provision","configuration","lifetimeHours"?}}, with {@code
   *     "test":true,"version"} where an admin tries a version that users do not get yet, or {@code
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
    return switch (jdbi.inTransaction(handle -> decideOnRecord(handle, caller, key, request))) {
      case Decision.No no -> new Submission.Refused(no.problem());
      case Decision.Known known -> new Submission.Accepted(read(known.executionId()));
      case Decision.New accepted -> {
        // After the commit: the answer does not depend on the start, reconcile repeats it.
        startWorkflow.start(request.kind(), accepted.executionId());
        yield new Submission.Accepted(read(accepted.executionId()));
      }
    };
  }

  private Decision decideOnRecord(
      Handle handle, Caller caller, String key, ExecutionRequest request) {
    var decision = decide(handle, caller, key, request);
    if (decision instanceof Decision.New accepted) {
      event(caller, request, accepted.executionId())
          .ifPresent(event -> audit.record(handle, event));
    }
    return decision;
  }

  /** The test of a version has an entry of its own. */
  private static Optional<AuditEvent> event(
      Caller caller, ExecutionRequest request, String executionId) {
    return switch (request) {
      case Provision provision ->
          Optional.of(provision)
              .filter(it -> it.testedVersion().isEmpty())
              .map(
                  it ->
                      AuditEvent.done(
                          caller,
                          AuditAction.PROVISION_REQUESTED,
                          "instance/" + executionId,
                          it.configuration()));
      case Stop stop ->
          Optional.of(
              AuditEvent.done(
                  caller,
                  stop.force() ? AuditAction.INSTANCE_FORCE_STOPPED : AuditAction.STOP_REQUESTED,
                  "instance/" + stop.instanceId(),
                  stop.reason()));
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
    var test = request.testedVersion().isPresent();
    if (test && !caller.isAdmin()) {
      return no(ProblemType.FORBIDDEN, "Only an admin may test a version.");
    }
    var recipe =
        Optional.of(request.configuration())
            .filter(name -> NAME.matcher(name).matches())
            .flatMap(name -> store.recipe(handle, name, request.testedVersion()))
            .filter(it -> caller.isAdmin() || it.access().allows(caller.groups()));
    if (recipe.isEmpty()) {
      return no(
          ProblemType.UNKNOWN_CONFIGURATION,
          test
              ? "The configuration has no such version. Load the page again."
              : "There is no configuration of that name. Choose one of the list.");
    }
    if (!recipe.get().enabled() && !test) {
      return no(
          ProblemType.CONFIGURATION_DISABLED,
          "This configuration is switched off at the moment. Choose another one or ask an admin.");
    }
    var maximum = recipe.get().maximumLifetimeHours();
    var hours = request.lifetimeHours().orElse(Lifetime.defaultHours(maximum));
    if (hours > maximum) {
      return new Decision.No(
          Problem.ofField(
              "lifetimeHours",
              "Instances of this configuration live %d hours at most.".formatted(maximum)));
    }
    if (store.living(handle, caller.userId()) >= requester.quota()) {
      return no(
          ProblemType.QUOTA_REACHED,
          "You may have %d instances at a time. Stop one, or ask an admin for more."
              .formatted(requester.quota()));
    }
    var quotaPerUser = recipe.get().quotaPerUser().filter(_ -> !test);
    if (quotaPerUser.isPresent()
        && store.living(handle, caller.userId(), request.configuration()) >= quotaPerUser.get()) {
      return no(
          ProblemType.QUOTA_REACHED,
          "You may have %d of %s at a time. Stop one, or choose another configuration."
              .formatted(quotaPerUser.get(), request.configuration()));
    }
    return new Decision.New(accept(handle, caller, key, request, recipe.get()));
  }

  private String accept(
      Handle handle, Caller caller, String key, Provision request, Recipe recipe) {
    var test = request.testedVersion().isPresent();
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
            recipe.version(),
            false,
            "",
            now,
            now.plus(TIME_TO_FINISH));
    store.insert(handle, accepted);
    var maximum = recipe.maximumLifetimeHours();
    var hours = request.lifetimeHours().orElse(Lifetime.defaultHours(maximum));
    var lifetime = test ? LIFETIME_OF_A_TEST : Duration.ofHours(hours);
    var longest = test ? LIFETIME_OF_A_TEST : Duration.ofHours(maximum);
    store.insertInstance(handle, accepted, recipe, now.plus(lifetime), now.plus(longest), test);
    if (test) {
      audit.record(
          handle,
          AuditEvent.done(
              caller,
              AuditAction.CONFIGURATION_TEST_LAUNCHED,
              "configuration/" + request.configuration(),
              "Version %d as instance %s".formatted(recipe.version(), id)));
    }
    return id;
  }

  private Decision stop(Handle handle, Caller caller, String key, Stop request) {
    if (request.force() && !caller.isAdmin()) {
      return no(ProblemType.FORBIDDEN, "Only an admin may stop an instance by force.");
    }
    if (request.force() && request.reason().isEmpty()) {
      return new Decision.No(
          Problem.ofField("reason", "Say why: the owner of the instance will read it."));
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
    if (request.force()) {
      forcedStopNotice.add(handle, caller, instance, accepted);
    }
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
