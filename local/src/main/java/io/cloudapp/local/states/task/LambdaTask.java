package io.cloudapp.local.states.task;

import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.task.FunctionCalls.FunctionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Invokes Lambda functions, by {@code lambda:invoke} and by their ARN. */
final class LambdaTask {

  private final FunctionCalls functions;

  LambdaTask(FunctionCalls functions) {
    this.functions = functions;
  }

  TaskResult byArn(String arn, TaskCall call) throws InterruptedException {
    var result = functions.invoke(arn, utf8(call.arguments().text()), call.limit());
    return switch (result) {
      case FunctionResult.Returned(var payload) -> returned(payload);
      case FunctionResult.Failed(var error) ->
          threw(error, new String(error, StandardCharsets.UTF_8));
      default -> refused(result);
    };
  }

  TaskResult invoke(TaskCall call) throws InterruptedException {
    var arguments = (Map<?, ?>) call.arguments().value();
    var result = functions.invoke(name(arguments), payload(arguments), call.limit());
    return switch (result) {
      case FunctionResult.Returned(var payload) ->
          switch (returned(payload)) {
            case TaskResult.Returned(var value) ->
                new TaskResult.Returned(answer(value, payload.length));
            case TaskResult.Failed failed -> failed;
          };
      case FunctionResult.Failed(var error) -> threw(error, compact(error));
      default -> refused(result);
    };
  }

  /** {@code aws-sdk:lambda:invoke}, which succeeds when the function threw and says so. */
  TaskResult sdkInvoke(TaskCall call) throws InterruptedException {
    var arguments = (Map<?, ?>) call.arguments().value();
    var result = functions.invoke(name(arguments), payload(arguments), call.limit());
    return switch (result) {
      case FunctionResult.Returned(var payload) -> new TaskResult.Returned(plain(payload));
      case FunctionResult.Failed(var error) ->
          new TaskResult.Returned(plain(error).with("FunctionError", "Unhandled"));
      default -> refused(result);
    };
  }

  private static JsonObject plain(byte[] payload) {
    return new JsonObject()
        .with("ExecutedVersion", "$LATEST")
        .with("Payload", new String(payload, StandardCharsets.UTF_8))
        .with("StatusCode", 200);
  }

  static Optional<String> refusal(TaskCall call) {
    return call.arguments().value() instanceof Map<?, ?> arguments
            && arguments.get("FunctionName") instanceof String
        ? Optional.empty()
        : Optional.of("The field 'FunctionName' is required but was missing");
  }

  private static String name(Map<?, ?> arguments) {
    var name = (String) arguments.get("FunctionName");
    return arguments.get("Qualifier") instanceof String qualifier ? name + ":" + qualifier : name;
  }

  /** AWS passes a text on as it is, and anything else as JSON. */
  private static byte[] payload(Map<?, ?> arguments) {
    return switch (arguments.get("Payload")) {
      case null -> utf8("{}");
      case String text -> utf8(text);
      case Object value -> utf8(Json.write(value));
    };
  }

  private static JsonObject answer(Object value, int length) {
    var result = new JsonObject().with("ExecutedVersion", "$LATEST").with("Payload", value);
    return SdkMetadata.add(result, "application/json", length).with("StatusCode", 200);
  }

  private static TaskResult returned(byte[] payload) {
    try {
      return new TaskResult.Returned(payload.length == 0 ? Json.NULL : Json.parse(payload));
    } catch (IOException notJson) {
      return new TaskResult.Failed("Lambda.Unknown", "The function's answer is not JSON.");
    }
  }

  private static TaskResult threw(byte[] error, String cause) {
    try {
      if (Json.parse(error) instanceof Map<?, ?> fields
          && fields.get("errorType") instanceof String type) {
        return new TaskResult.Failed(type, cause);
      }
    } catch (IOException notJson) {
      // As for an error without a type.
    }
    return new TaskResult.Failed("Lambda.Unknown", cause);
  }

  private static String compact(byte[] error) {
    try {
      return Json.write(Json.parse(error));
    } catch (IOException notJson) {
      return new String(error, StandardCharsets.UTF_8);
    }
  }

  private static TaskResult refused(FunctionResult result) {
    return switch (result) {
      case FunctionResult.NotFound(var arn) ->
          ServiceFailure.of(
              "Lambda", "ResourceNotFoundException", 404, "Function not found: " + arn);
      case FunctionResult.Unavailable(var code, var message) ->
          ServiceFailure.of(
              "Lambda", code, code.equals("TooManyRequestsException") ? 429 : 500, message);
      case FunctionResult.Returned returned -> throw new IllegalArgumentException("Not a refusal");
      case FunctionResult.Failed failed -> throw new IllegalArgumentException("Not a refusal");
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
