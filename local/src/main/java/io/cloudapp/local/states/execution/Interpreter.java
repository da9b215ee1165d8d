package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.definition.Catcher;
import io.cloudapp.local.states.definition.Retrier;
import io.cloudapp.local.states.definition.State;
import io.cloudapp.local.states.definition.StateGraph;
import io.cloudapp.local.states.expression.Template;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.Payload;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Executes graphs of states, one state after another. */
final class Interpreter {

  private static final long LONGEST_WAIT_SECONDS = 99_999_999;

  private final Run run;
  private final TaskState tasks;
  private final ParallelState parallels;
  private final MapState maps;

  Interpreter(Run run) {
    this.run = run;
    this.tasks = new TaskState(run);
    this.parallels = new ParallelState(run, this);
    this.maps = new MapState(run, this);
  }

  /** Executes a graph to its end and answers its output. */
  Payload execute(StateGraph graph, Payload input, Place start) {
    var place = start;
    var payload = input;
    var name = graph.startAt();
    while (true) {
      var visit = Visit.enter(run, graph.state(name), place, payload);
      var step = step(graph.state(name), visit);
      payload = step.output();
      if (step.next().isEmpty()) {
        return payload;
      }
      name = step.next().get();
      place = place.with(step.variables());
    }
  }

  private Step step(State state, Visit visit) {
    return switch (state) {
      case State.Pass pass ->
          visit.leave(pass.effects(), visit.scope(), visit.input(), pass.next());
      case State.Succeed succeed ->
          visit.leave(succeed.effects(), visit.scope(), visit.input(), Optional.empty());
      case State.Choice choice -> choose(choice, visit);
      case State.Wait waiting -> await(waiting, visit);
      case State.Fail fail -> throw failure(fail, visit);
      case State.Fallible fallible -> attempt(fallible, visit);
    };
  }

  private static Step choose(State.Choice choice, Visit visit) {
    var scope = visit.scope();
    for (var rule : choice.rules()) {
      if (Boolean.TRUE.equals(visit.evaluate(rule.condition(), scope, "boolean"))) {
        return visit.leave(rule.effects(), scope, visit.input(), Optional.of(rule.next()));
      }
    }
    if (choice.otherwise().isEmpty()) {
      throw visit.runtime(
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    return visit.leave(choice.effects(), scope, visit.input(), choice.otherwise());
  }

  private Step await(State.Wait waiting, Visit visit) {
    var scope = visit.scope();
    waiting.seconds().ifPresent(seconds -> run.sleep(seconds(seconds, visit)));
    waiting.timestamp().ifPresent(timestamp -> run.sleep(until(timestamp, visit)));
    return visit.leave(waiting.effects(), scope, visit.input(), waiting.next());
  }

  private static Duration seconds(Template template, Visit visit) {
    var value = (Number) visit.evaluate(template, visit.scope(), "number");
    var seconds = value.doubleValue();
    if (seconds < 0 || seconds > LONGEST_WAIT_SECONDS || seconds != Math.rint(seconds)) {
      throw visit.unusable(
          "Seconds",
          "The Seconds field must be an integer from 0 to "
              + LONGEST_WAIT_SECONDS
              + " but was: "
              + Json.write(value));
    }
    return Duration.ofSeconds((long) seconds);
  }

  private Duration until(Template template, Visit visit) {
    var text = (String) visit.evaluate(template, visit.scope(), "string");
    try {
      return Duration.between(run.pace().now(), OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException other) {
      throw visit.unusable(
          "Timestamp",
          "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
              + " string: "
              + text);
    }
  }

  private static StateFailure failure(State.Fail fail, Visit visit) {
    var scope = visit.scope();
    return new StateFailure(
        fail.error().map(error -> (String) visit.evaluate(error, scope, "string")),
        fail.cause().map(cause -> (String) visit.evaluate(cause, scope, "string")));
  }

  private Step attempt(State.Fallible state, Visit visit) {
    var tries = new int[state.retriers().size()];
    while (true) {
      try {
        var result = perform(state, visit);
        var scope = visit.scope().withResult(result.value());
        return visit.leave(state.effects(), scope, result, state.next());
      } catch (StateFailure failure) {
        if (retry(state, tries, failure)) {
          visit.countRetry();
          continue;
        }
        ended(state, visit);
        return caught(state, visit, failure);
      }
    }
  }

  private Payload perform(State.Fallible state, Visit visit) {
    return switch (state) {
      case State.Task task -> tasks.perform(task, visit);
      case State.Parallel parallel -> parallels.perform(parallel, visit);
      case State.Map map -> maps.perform(map, visit);
    };
  }

  /** Only the first retrier that is meant counts, and it has its own count. */
  private boolean retry(State.Fallible state, int[] tries, StateFailure failure) {
    for (var index = 0; index < tries.length; index++) {
      Retrier retrier = state.retriers().get(index);
      if (failure.matches(retrier.errors())) {
        if (tries[index] >= retrier.maxAttempts()) {
          return false;
        }
        run.sleep(delay(retrier, tries[index]));
        tries[index]++;
        return true;
      }
    }
    return false;
  }

  private static Duration delay(Retrier retrier, int retry) {
    var delay = retrier.delay(retry);
    return retrier.fullJitter() && delay.isPositive()
        ? Duration.ofMillis(ThreadLocalRandom.current().nextLong(delay.toMillis() + 1))
        : delay;
  }

  private void ended(State.Fallible state, Visit visit) {
    if (!(state instanceof State.Task)) {
      run.history()
          .follow(visit.place().trail(), state.type() + "StateFailed", HistoryDetails.NONE);
    }
  }

  private static Step caught(State.Fallible state, Visit visit, StateFailure failure) {
    for (Catcher catcher : state.catchers()) {
      if (failure.matches(catcher.errors())) {
        var output = failure.output();
        return visit.leave(
            catcher.effects(),
            visit.scope().withErrorOutput(output),
            Payload.of(output),
            Optional.of(catcher.next()));
      }
    }
    throw failure;
  }
}
