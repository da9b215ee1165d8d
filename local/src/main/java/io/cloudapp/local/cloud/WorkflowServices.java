package io.cloudapp.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.sns.Publication;
import io.cloudapp.local.sns.SnsService;
import io.cloudapp.local.states.task.AwsCalls;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Lets workflows call the services of this JVM. */
final class WorkflowServices implements AwsCalls {

  private final Map<String, BiFunction<String, ObjectNode, JsonNode>> services =
      new ConcurrentHashMap<>();

  /**
   * @param signingName under which workflows find the service from now on
   */
  void add(String signingName, BiFunction<String, ObjectNode, JsonNode> service) {
    services.put(signingName, service);
  }

  void add(SnsService notifications) {
    add("sns", (operation, input) -> notify(notifications, operation, input));
  }

  @Override
  public JsonNode call(String service, String operation, ObjectNode input) {
    var target = services.get(service);
    if (target == null) {
      throw AwsError.unknownOperation(service + ":" + operation);
    }
    return target.apply(operation, input);
  }

  private static JsonNode notify(SnsService notifications, String operation, ObjectNode input) {
    if (!operation.equals("Publish")) {
      throw AwsError.unknownOperation("sns:" + operation);
    }
    var topic = input.path("TopicArn").asText(input.path("TargetArn").asText());
    var id =
        notifications.publish(
            Publication.of(
                topic, input.path("Subject").asText(""), input.path("Message").asText()));
    return Json.mapper().createObjectNode().put("MessageId", id);
  }
}
