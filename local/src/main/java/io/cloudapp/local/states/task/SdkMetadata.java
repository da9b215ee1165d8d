package io.cloudapp.local.states.task;

import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** What an optimised integration adds to a service's answer; those of {@code aws-sdk} do not. */
final class SdkMetadata {

  private SdkMetadata() {}

  static JsonObject add(JsonObject result, String contentType, int length) {
    var request = UUID.randomUUID().toString();
    var headers =
        new JsonObject()
            .with("Content-Length", Integer.toString(length))
            .with("Content-Type", contentType)
            .with("x-amzn-RequestId", request);
    var lists = new JsonObject();
    headers.forEach((name, value) -> lists.put(name, JsonArray.of(List.of(value))));
    return result
        .with(
            "SdkHttpMetadata",
            new JsonObject()
                .with("AllHttpHeaders", lists)
                .with("HttpHeaders", headers)
                .with("HttpStatusCode", 200))
        .with("SdkResponseMetadata", new JsonObject().with("RequestId", request));
  }
}
