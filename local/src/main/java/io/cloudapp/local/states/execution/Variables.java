package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that a state sees.
 *
 * @param bytesAtMost an upper bound of what they take as JSON, which is cheaper than their size
 */
record Variables(Map<String, Object> values, long bytesAtMost) {

  /** What AWS stores for one execution: 10 MiB. */
  private static final long STORED_AT_MOST = 10L * 1024 * 1024;

  private static final Variables NONE = new Variables(Map.of(), 0);

  static Variables none() {
    return NONE;
  }

  /**
   * These and what a state assigns.
   *
   * @throws StateFailure when one Assign, or all variables together, are more than AWS stores
   */
  Variables with(JsonObject assigned, String state) {
    if (Payload.of(assigned).isTooLarge()) {
      throw StateFailure.tooManyVariables(state);
    }
    var merged = new HashMap<>(values);
    merged.putAll(assigned);
    var bytes = bytesAtMost + Json.sizeAtMost(assigned, Payload.LIMIT);
    if (bytes > STORED_AT_MOST) {
      bytes = Json.write(merged).getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > STORED_AT_MOST) {
      throw StateFailure.tooManyVariables(state);
    }
    return new Variables(merged, bytes);
  }
}
