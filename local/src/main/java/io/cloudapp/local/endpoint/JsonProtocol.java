package io.cloudapp.local.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** A service of the AWS JSON 1.0 or 1.1 protocol, as a table of operations. */
public final class JsonProtocol implements AwsService {

  private static final JsonMapper JSON = new JsonMapper();

  private final String signingName;
  private final String version;
  private final Map<String, Function<ObjectNode, JsonNode>> operations;

  /**
   * @param version {@code 1.0} or {@code 1.1}
   * @param operations by name, without the target's prefix, for example {@code StartExecution}
   */
  public JsonProtocol(
      String signingName, String version, Map<String, Function<ObjectNode, JsonNode>> operations) {
    this.signingName = signingName;
    this.version = version;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  /** Calls an operation without HTTP, as a workflow's {@code aws-sdk} integration does. */
  public JsonNode call(String operation, ObjectNode input) {
    var handler = operations.get(operation);
    if (handler == null) {
      throw AwsError.unknownOperation(signingName + ":" + operation);
    }
    return handler.apply(input);
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    var target = request.header("x-amz-target").orElse("");
    var operation = target.substring(target.lastIndexOf('.') + 1);
    try {
      return AwsResponse.json(version, JSON.writeValueAsBytes(call(operation, input(request))));
    } catch (JsonProcessingException unwritable) {
      throw new AwsError(500, "InternalFailure", "The answer could not be written.");
    }
  }

  private static ObjectNode input(AwsRequest request) {
    try {
      var tree =
          request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException notJson) {
      // The same refusal as for JSON of another shape.
    }
    throw new AwsError(400, "SerializationException", "The request body is not a JSON object.");
  }
}
