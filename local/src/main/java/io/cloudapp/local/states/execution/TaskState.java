package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.definition.State;
import io.cloudapp.local.states.definition.TaskResource;
import io.cloudapp.local.states.expression.Template;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
import io.cloudapp.local.states.task.TaskCall;
import io.cloudapp.local.states.task.TaskResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Performs one try of a Task. */
final class TaskState {

  private final Run run;

  TaskState(Run run) {
    this.run = run;
  }

  Payload perform(State.Task task, Visit visit) {
    var scope = visit.scope();
    var arguments =
        task.arguments()
            .map(template -> Payload.of(visit.evaluate(template, scope)))
            .orElse(visit.input());
    var timeout = task.timeout().map(template -> seconds("TimeoutSeconds", template, visit));
    var heartbeat = task.heartbeat().map(template -> seconds("HeartbeatSeconds", template, visit));
    if (arguments.isTooLarge()) {
      throw StateFailure.tooLarge(task.name());
    }
    var left = run.left();
    var limit = timeout.filter(own -> own.compareTo(left) < 0);
    var call =
        new TaskCall(
            run.request().arn(),
            task.name(),
            visit.retries(),
            task.resource(),
            arguments,
            limit.orElse(left));
    run.tasks()
        .refusal(call)
        .ifPresent(
            reason -> {
              throw visit.runtime(
                  "The Parameters '"
                      + arguments.text()
                      + "' could not be used to start the Task: ["
                      + reason
                      + "]");
            });
    var events = TaskEvents.of(task.resource(), run.history(), visit.place().trail());
    events.scheduled(region(), arguments, timeout, heartbeat);
    run.history().pause();
    try {
      return finish(run.pace().call(call.limit(), () -> run.tasks().run(call)), events);
    } catch (TimeoutException late) {
      if (limit.isEmpty()) {
        throw new ExecutionEnded.TimedOut();
      }
      events.timedOut();
      throw StateFailure.timeout();
    } catch (InterruptedException cancelled) {
      throw new ExecutionEnded.Cancelled();
    }
  }

  private static Payload finish(TaskResult result, TaskEvents events) {
    return switch (result) {
      case TaskResult.Failed(var error, var cause) ->
          throw events.failed(new StateFailure(error, cause));
      case TaskResult.Returned(var value) -> {
        var output = Payload.of(value);
        if (output.isTooLarge()) {
          throw events.failed(StateFailure.tooLarge(events.name()));
        }
        events.succeeded(output);
        yield output;
      }
    };
  }

  private static Duration seconds(String field, Template template, Visit visit) {
    var seconds = ((Number) visit.evaluate(template, visit.scope(), "number")).longValue();
    if (seconds <= 0) {
      throw visit.unusable(
          field, "The " + field + " field must be a positive integer but was: " + seconds);
    }
    return Duration.ofSeconds(seconds);
  }

  private String region() {
    var parts = run.request().machineArn().split(":", 5);
    return parts.length > 3 ? parts[3] : "";
  }

  /** The events of a task, which are named otherwise for a function by its ARN. */
  private sealed interface TaskEvents {

    static TaskEvents of(TaskResource resource, History history, Trail trail) {
      return switch (resource) {
        case TaskResource.Function(var arn) -> new OfFunction(arn, history, trail);
        case TaskResource.Service service -> new OfService(service, history, trail);
      };
    }

    String name();

    void scheduled(
        String region, Payload arguments, Optional<Duration> timeout, Optional<Duration> heartbeat);

    void succeeded(Payload output);

    StateFailure failed(StateFailure failure);

    void timedOut();

    static JsonObject limits(
        JsonObject details, Optional<Duration> timeout, Optional<Duration> heartbeat) {
      timeout.ifPresent(limit -> details.put("timeoutInSeconds", limit.toSeconds()));
      heartbeat.ifPresent(limit -> details.put("heartbeatInSeconds", limit.toSeconds()));
      return details;
    }
  }

  private record OfService(TaskResource.Service resource, History history, Trail trail)
      implements TaskEvents {

    @Override
    public String name() {
      return resource.service();
    }

    @Override
    public void scheduled(
        String region,
        Payload arguments,
        Optional<Duration> timeout,
        Optional<Duration> heartbeat) {
      history.follow(
          trail,
          "TaskScheduled",
          () ->
              TaskEvents.limits(
                  named(new JsonObject().with("parameters", arguments).with("region", region)),
                  timeout,
                  heartbeat));
      history.follow(trail, "TaskStarted", () -> named(new JsonObject()));
    }

    @Override
    public void succeeded(Payload output) {
      history.follow(trail, "TaskSucceeded", () -> named(new JsonObject().with("output", output)));
    }

    @Override
    public StateFailure failed(StateFailure failure) {
      history.follow(trail, "TaskFailed", () -> named(failure.details()));
      return failure;
    }

    @Override
    public void timedOut() {
      history.follow(trail, "TaskTimedOut", () -> named(StateFailure.timeout().details()));
    }

    private JsonObject named(JsonObject details) {
      return details.with("resource", resource.action()).with("resourceType", resource.service());
    }
  }

  private record OfFunction(String arn, History history, Trail trail) implements TaskEvents {

    @Override
    public String name() {
      return arn;
    }

    @Override
    public void scheduled(
        String region,
        Payload arguments,
        Optional<Duration> timeout,
        Optional<Duration> heartbeat) {
      history.follow(
          trail,
          "LambdaFunctionScheduled",
          () ->
              TaskEvents.limits(
                  new JsonObject().with("input", arguments).with("resource", arn),
                  timeout,
                  heartbeat));
      history.follow(trail, "LambdaFunctionStarted", HistoryDetails.NONE);
    }

    @Override
    public void succeeded(Payload output) {
      history.follow(
          trail, "LambdaFunctionSucceeded", () -> new JsonObject().with("output", output));
    }

    @Override
    public StateFailure failed(StateFailure failure) {
      history.follow(trail, "LambdaFunctionFailed", failure::details);
      return failure;
    }

    @Override
    public void timedOut() {
      history.follow(trail, "LambdaFunctionTimedOut", () -> StateFailure.timeout().details());
    }
  }
}
