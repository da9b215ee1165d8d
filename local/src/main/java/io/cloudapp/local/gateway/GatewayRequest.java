package io.cloudapp.local.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request at the API.
 *
 * @param path raw path, still percent-encoded
 * @param query raw query string, empty when there is none
 * @param headers by name, in any case
 */
record GatewayRequest(
    String id,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String sourceIp) {

  GatewayRequest {
    var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }
}
