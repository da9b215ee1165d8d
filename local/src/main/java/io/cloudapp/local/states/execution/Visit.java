package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.definition.Effects;
import io.cloudapp.local.states.definition.State;
import io.cloudapp.local.states.expression.EvaluationFailure;
import io.cloudapp.local.states.expression.Scope;
import io.cloudapp.local.states.expression.Template;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One state being executed, from its entering to its leaving. */
final class Visit {

  private final Run run;
  private final State state;
  private final Place place;
  private final Payload input;
  private final Trail trail;
  private final long before;
  private final long entered;
  private final Instant enteredAt;
  private int retries;

  private Visit(Run run, State state, Place place, Payload input) {
    this.run = run;
    this.state = state;
    this.place = place;
    this.input = input;
    this.trail = place.trail();
    this.before = trail.last();
    this.enteredAt = run.pace().now();
    run.history()
        .follow(
            trail,
            state.type() + "StateEntered",
            () -> new JsonObject().with("input", input).with("name", state.name()));
    this.entered = trail.last();
    trail.open(state.type());
  }

  private Visit(Visit outer, Place place) {
    this.run = outer.run;
    this.state = outer.state;
    this.place = place;
    this.input = outer.input;
    this.trail = place.trail();
    this.before = place.trail().last();
    this.enteredAt = outer.enteredAt;
    this.entered = outer.entered;
    this.retries = outer.retries;
  }

  static Visit enter(Run run, State state, Place place, Payload input) {
    run.pass();
    return new Visit(run, state, place, input);
  }

  Run run() {
    return run;
  }

  Place place() {
    return place;
  }

  Payload input() {
    return input;
  }

  int retries() {
    return retries;
  }

  void countRetry() {
    retries++;
  }

  /** The same state seen from one of its iterations, for what is evaluated once for each item. */
  Visit inside(Place iteration) {
    return new Visit(this, iteration);
  }

  Scope scope() {
    return Scope.of(place.variables().values(), input.value(), this::context, run.pace()::now);
  }

  private JsonObject context() {
    var context = new JsonObject();
    context.putAll(run.context());
    context.put(
        "State",
        new JsonObject()
            .with("EnteredTime", Run.time(enteredAt))
            .with("Name", state.name())
            .with("RetryCount", retries));
    place.item().ifPresent(item -> context.put("Map", new JsonObject().with("Item", item)));
    return context;
  }

  Object evaluate(Template template, Scope scope) {
    return guarded(() -> template.evaluate(scope));
  }

  Object evaluate(Template template, Scope scope, String type) {
    return guarded(() -> template.evaluate(scope, type));
  }

  private <T> T guarded(Supplier<T> evaluation) {
    try {
      return evaluation.get();
    } catch (EvaluationFailure failure) {
      // AWS lets the event of a failed expression follow the one before the state was entered.
      throw evaluationFailed(
          failure.location(),
          failure.getMessage(),
          trail.last() == entered ? before : trail.last());
    }
  }

  /** Fails the state because a value that an expression gave cannot be used. */
  StateFailure unusable(String location, String message) {
    return evaluationFailed(location, message, location.isEmpty() ? before : trail.last());
  }

  private StateFailure evaluationFailed(String location, String message, long previous) {
    var cause = explained(message);
    trail.moveTo(
        run.history()
            .add(
                previous,
                "EvaluationFailed",
                () -> {
                  var details =
                      new JsonObject().with("cause", cause).with("error", StateFailure.EVALUATION);
                  if (!location.isEmpty()) {
                    details.put("location", location);
                  }
                  return details.with("state", state.name());
                }));
    return new StateFailure(StateFailure.EVALUATION, cause);
  }

  StateFailure runtime(String message) {
    return new StateFailure(StateFailure.RUNTIME, explained(message));
  }

  private String explained(String message) {
    return "An error occurred while executing the state '"
        + state.name()
        + "' (entered at the event id #"
        + entered
        + "). "
        + message;
  }

  /** Leaves the state: variables and output as its effects say, both seeing the old variables. */
  Step leave(Effects effects, Scope scope, Payload output, Optional<String> next) {
    var assigned = effects.assign().map(template -> (JsonObject) evaluate(template, scope));
    var left =
        effects.output().map(template -> Payload.of(evaluate(template, scope))).orElse(output);
    if (left.isTooLarge()) {
      throw StateFailure.tooLarge(state.name());
    }
    var variables =
        assigned
            .map(names -> place.variables().with(names, state.name()))
            .orElse(place.variables());
    trail.close();
    run.history().follow(trail, state.type() + "StateExited", () -> exited(left, assigned));
    return new Step(next, left, variables);
  }

  private JsonObject exited(Payload output, Optional<JsonObject> assigned) {
    var details = new JsonObject();
    assigned.ifPresent(variables -> details.put("assignedVariables", variables));
    return details.with("name", state.name()).with("output", output);
  }
}
