package io.cloudapp.local.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire, which is what a signature is over.
 *
 * @param method HTTP method, upper case
 * @param path still percent-encoded, beginning with a slash
 * @param query still percent-encoded, without the question mark; empty when there is none
 * @param headers names in any case
 */
public record SignedRequest(
    String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

  public SignedRequest {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
    headers = byName;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
  }
}
