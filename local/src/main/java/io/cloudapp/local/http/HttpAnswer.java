package io.cloudapp.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import java.util.HashMap;
import java.util.Map;

/** One HTTP response. */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** The same with one more header. */
  public HttpAnswer with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }

  public static HttpAnswer json(int status, String contentType, Object body) {
    try {
      return new HttpAnswer(
          status,
          Map.of("Content-Type", contentType, "Cache-Control", "no-store"),
          Json.mapper().writeValueAsBytes(body));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("An answer cannot be written as JSON", unwritable);
    }
  }
}
