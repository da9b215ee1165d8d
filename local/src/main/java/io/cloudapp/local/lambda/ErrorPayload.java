package io.cloudapp.local.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The JSON that stands for a function's failure. */
final class ErrorPayload {

  private static final JsonMapper JSON = new JsonMapper();

  private ErrorPayload() {}

  /** As the Java runtime writes a thrown exception. */
  static byte[] of(Throwable thrown) {
    var payload = JSON.createObjectNode();
    payload.put("errorMessage", thrown.getMessage());
    payload.put("errorType", thrown.getClass().getName());
    var stackTrace = payload.putArray("stackTrace");
    for (var frame : thrown.getStackTrace()) {
      stackTrace.add(frame.toString());
    }
    return bytes(payload);
  }

  static byte[] timedOut(String requestId, Duration timeout) {
    var message =
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            timeout.toMillis() / 1000.0);
    return bytes(
        JSON.createObjectNode().put("errorType", "Sandbox.Timedout").put("errorMessage", message));
  }

  static byte[] tooLarge(int size) {
    return bytes(
        JSON.createObjectNode()
            .put("errorType", "Function.ResponseSizeTooLarge")
            .put(
                "errorMessage",
                "Response payload size ("
                    + size
                    + " bytes) exceeded maximum allowed payload size (6291556 bytes)."));
  }

  private static byte[] bytes(ObjectNode payload) {
    return payload.toString().getBytes(StandardCharsets.UTF_8);
  }
}
