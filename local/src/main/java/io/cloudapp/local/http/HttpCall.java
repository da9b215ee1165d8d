package io.cloudapp.local.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param path raw path, still percent-encoded
 * @param query raw query string, empty when there is none
 * @param headers by name, whatever the case
 */
public record HttpCall(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String sourceIp) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }
}
