package io.cloudapp.webapp.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.uri.UriBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form above the instances, as it was filled in.
 *
 * @param fields the API's parameters by their names; empty ones do not narrow the list
 */
record InstanceListFilter(Map<String, String> fields) {

  InstanceListFilter {
    fields = new LinkedHashMap<>(fields);
  }

  static InstanceListFilter of(HttpRequest<?> request) {
    var fields = new LinkedHashMap<String, String>();
    Stream.of("state", "owner", "configuration", "zone", "olderThanHours", "text")
        .forEach(
            name ->
                fields.put(
                    name, request.getParameters().getFirst(name).map(String::strip).orElse("")));
    return new InstanceListFilter(fields);
  }

  /** What a field was filled with. */
  public String text(String field) {
    return fields.getOrDefault(field, "");
  }

  public boolean isEmpty() {
    return fields.values().stream().allMatch(String::isEmpty);
  }

  Map<String, Optional<String>> parameters() {
    var parameters = new LinkedHashMap<String, Optional<String>>();
    fields.forEach(
        (name, value) -> parameters.put(name, Optional.of(value).filter(it -> !it.isEmpty())));
    return parameters;
  }

  /** An address with the same filter. */
  public String address(String path) {
    var address = UriBuilder.of(path);
    parameters()
        .forEach((name, value) -> value.ifPresent(present -> address.queryParam(name, present)));
    return address.build().toString();
  }
}
