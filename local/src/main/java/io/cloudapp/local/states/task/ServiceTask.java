package io.cloudapp.local.states.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.definition.TaskResource;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Calls other AWS services: the optimised integrations and {@code aws-sdk}. */
final class ServiceTask {

  /**
   * @param signingName as {@link AwsCalls} knows the service
   * @param errors what its errors begin with
   * @param isLowerCase whether its members begin with a small letter on the wire
   */
  private record Service(String signingName, String errors, boolean isLowerCase) {}

  private static final Map<String, Service> OPTIMISED =
      Map.of(
          "sqs", new Service("sqs", "SQS", false),
          "sns", new Service("sns", "SNS", false),
          "states", new Service("states", "StepFunctions", true),
          "events", new Service("events", "EventBridge", false));
  private static final Map<String, Service> SDK =
      Map.of(
          "sqs", new Service("sqs", "Sqs", false),
          "sns", new Service("sns", "Sns", false),
          "sfn", new Service("states", "Sfn", true),
          "secretsmanager", new Service("secretsmanager", "SecretsManager", false),
          "cloudwatchlogs", new Service("logs", "CloudWatchLogs", true),
          "cognitoidentityprovider", new Service("cognito-idp", "CognitoIdentityProvider", false));

  /** Texts that Step Functions makes of JSON when a definition gives an object. */
  private static final Set<String> JSON_TEXTS =
      Set.of("MessageBody", "Message", "Input", "Output", "SecretString");

  private static final JsonMapper MAPPER = new JsonMapper();

  private final AwsCalls calls;

  ServiceTask(AwsCalls calls) {
    this.calls = calls;
  }

  TaskResult call(TaskResource.Service resource, TaskCall call) {
    var service = service(resource);
    var operation = capitalised(resource.action());
    var arguments =
        call.arguments().value() instanceof Map<?, ?> given ? texts(given) : new JsonObject();
    try {
      var input =
          service.isLowerCase() ? renamed(arguments, ServiceTask::uncapitalised) : arguments;
      var answer =
          calls.call(
              service.signingName(), operation, (ObjectNode) MAPPER.readTree(Json.write(input)));
      return new TaskResult.Returned(
          result(resource, service, Json.parse(MAPPER.writeValueAsString(answer))));
    } catch (AwsError refused) {
      return ServiceFailure.of(service.errors(), refused);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException(unreadable);
    } catch (IOException unreachable) {
      return new TaskResult.Failed(
          service.errors() + ".SdkClientException",
          "Unable to execute HTTP request: " + unreachable.getMessage());
    }
  }

  private static Service service(TaskResource.Service resource) {
    if (!resource.isSdk()) {
      return OPTIMISED.get(resource.service());
    }
    var name = resource.service().substring("aws-sdk:".length());
    return SDK.getOrDefault(name, new Service(name, capitalised(name), false));
  }

  private static Object result(TaskResource.Service resource, Service service, Object answer) {
    var named = service.isLowerCase() ? renamed(answer, ServiceTask::capitalised) : answer;
    if (resource.isSdk() || !(named instanceof JsonObject object)) {
      return named;
    }
    var length = Json.write(object).getBytes(StandardCharsets.UTF_8).length;
    return SdkMetadata.add(object, "application/x-amz-json-1.0", length);
  }

  private static JsonObject texts(Map<?, ?> arguments) {
    var converted = new JsonObject();
    arguments.forEach(
        (name, value) -> {
          var isText =
              JSON_TEXTS.contains(name) && !(value instanceof String) && value != Json.NULL;
          if (value != Json.NULL) {
            converted.put((String) name, isText ? Json.write(value) : value);
          }
        });
    return converted;
  }

  /** The same value with its members' names changed, and times as the SDK gives them. */
  private static Object renamed(Object value, UnaryOperator<String> rename) {
    return switch (value) {
      case Map<?, ?> object -> {
        var copy = new JsonObject();
        object.forEach(
            (name, member) -> {
              var other = rename.apply((String) name);
              copy.put(
                  other,
                  other.endsWith("Date") && member instanceof Number time
                      ? Instant.ofEpochMilli(Math.round(time.doubleValue() * 1000)).toString()
                      : renamed(member, rename));
            });
        yield copy;
      }
      case List<?> array ->
          JsonArray.of(
              array.stream()
                  .map(element -> renamed(element, rename))
                  .map(Object.class::cast)
                  .toList());
      default -> value;
    };
  }

  private static String capitalised(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String uncapitalised(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
