package io.cloudapp.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;
import java.util.Map;

/** What the API answers. */
record GatewayAnswer(int status, Map<String, String> headers, byte[] body) {

  GatewayAnswer {
    headers = Map.copyOf(headers);
  }

  /**
   * A refusal of the gateway itself.
   *
   * @param message API Gateway's own word for it, kept beside the problem's members for clients
   *     that look for it
   */
  static GatewayAnswer refusal(
      ProblemType type, String detail, String message, GatewayRequest request) {
    var document =
        Json.mapper()
            .valueToTree(Problem.of(type, detail).withReference(request.id()))
            .<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
            .put("message", message);
    try {
      return new GatewayAnswer(
          type.status(),
          Map.of("Content-Type", Problem.MEDIA_TYPE, "Cache-Control", "no-store"),
          Json.mapper().writeValueAsBytes(document));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A problem cannot be written", unwritable);
    }
  }
}
