package io.cloudapp.local.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request to an AWS service, whatever its protocol.
 *
 * @param method HTTP method, upper case
 * @param path decoded path, beginning with a slash
 * @param query raw query string without the question mark; empty when there is none
 * @param headers header names in any case
 * @param body whole body, never larger than the endpoint's limit
 * @param caller access key id of the signature, {@code anonymous} when there is none
 */
public record AwsRequest(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String caller) {

  public AwsRequest {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(byName);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  AwsRequest calledBy(String accessKeyId) {
    return new AwsRequest(method, path, query, headers, body, accessKeyId);
  }

  AwsRequest withBody(byte[] unpacked) {
    return new AwsRequest(method, path, query, headers, unpacked, caller);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
