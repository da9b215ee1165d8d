package io.cloudapp.local.states.expression;

import io.cloudapp.local.states.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an expression of one state sees: the workflow's variables and {@code $states}.
 *
 * @param variables as they were before the state
 * @param result of the task, branches or iterations, once there is one
 * @param errorOutput in a Catch only
 * @param context made only for expressions that ask for it
 */
public record Scope(
    Map<String, Object> variables,
    Object input,
    Optional<Object> result,
    Optional<Object> errorOutput,
    Supplier<JsonObject> context,
    Supplier<Instant> clock) {

  public static Scope of(
      Map<String, Object> variables,
      Object input,
      Supplier<JsonObject> context,
      Supplier<Instant> clock) {
    return new Scope(variables, input, Optional.empty(), Optional.empty(), context, clock);
  }

  public Scope withResult(Object value) {
    return new Scope(variables, input, Optional.of(value), errorOutput, context, clock);
  }

  public Scope withErrorOutput(Object value) {
    return new Scope(variables, input, Optional.empty(), Optional.of(value), context, clock);
  }

  JsonObject states(boolean withContext) {
    var states = new JsonObject().with("input", input);
    result.ifPresent(value -> states.put("result", value));
    errorOutput.ifPresent(value -> states.put("errorOutput", value));
    if (withContext) {
      states.put("context", context.get());
    }
    return states;
  }
}
