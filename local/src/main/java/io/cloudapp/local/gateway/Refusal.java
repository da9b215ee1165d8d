package io.cloudapp.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.http.HttpAnswer;
import java.util.List;

/** What the gateway itself refuses. */
final class Refusal {

  private Refusal() {}

  /**
   * A problem document.
   *
   * @param message API Gateway's own word for it, kept beside the problem's members for clients
   *     that look for it
   */
  static HttpAnswer answer(
      ProblemType type, String detail, String message, GatewayRequest request) {
    ObjectNode document =
        Json.mapper().valueToTree(Problem.of(type, detail).withReference(request.id()));
    return HttpAnswer.json(type.status(), Problem.MEDIA_TYPE, document.put("message", message));
  }

  /** A problem document about a request that could not even be read. */
  static HttpAnswer answer(ProblemType type, int status, String detail, String reference) {
    var problem = new Problem(type.uri(), type.title(), status, detail, reference, List.of());
    return HttpAnswer.json(status, Problem.MEDIA_TYPE, problem);
  }
}
