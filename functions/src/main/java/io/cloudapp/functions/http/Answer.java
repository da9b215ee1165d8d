package io.cloudapp.functions.http;

import io.cloudapp.core.api.Problem;
import java.util.Map;

/**
 * What a function answers over HTTP.
 *
 * @param body written as JSON; a {@link Problem} as problem document
 */
public record Answer(int status, Map<String, String> headers, Object body) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer ok(Object body) {
    return new Answer(200, Map.of(), body);
  }

  public static Answer created(String location, Object body) {
    return new Answer(201, Map.of("location", location), body);
  }

  public static Answer accepted(String location, Object body) {
    return new Answer(202, Map.of("location", location), body);
  }

  public static Answer noContent() {
    return new Answer(204, Map.of(), "");
  }

  public static Answer of(Problem problem) {
    return new Answer(problem.status(), Map.of(), problem);
  }

  Answer withReference(String reference) {
    return body instanceof Problem problem
        ? new Answer(status, headers, problem.withReference(reference))
        : this;
  }
}
