package io.cloudapp.local.gateway;

import io.cloudapp.core.api.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request as an HTTP API does: exact segments, parameters in braces. */
final class RouteTable {

  /** A route with the values of its path parameters, decoded. */
  record Match(Route route, Map<String, String> pathParameters) {}

  private record Candidate(Route route, List<String> segments) {}

  private final List<Candidate> candidates =
      List.of(Route.values()).stream().map(r -> new Candidate(r, segments(r.path()))).toList();

  Optional<Match> find(String method, String path) {
    var segments = segments(path);
    for (var candidate : candidates) {
      if (candidate.route.method().equals(method)) {
        var parameters = parameters(candidate.segments, segments);
        if (parameters.isPresent()) {
          return Optional.of(new Match(candidate.route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The methods that a path answers, sorted; none when there is no such path. */
  List<String> methods(String path) {
    var segments = segments(path);
    return candidates.stream()
        .filter(candidate -> parameters(candidate.segments, segments).isPresent())
        .map(candidate -> candidate.route.method())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> segments(String path) {
    // An absolute address or the asterisk of OPTIONS has no leading slash.
    return path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : List.of();
  }

  private static Optional<Map<String, String>> parameters(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return Optional.empty();
    }
    var parameters = new HashMap<String, String>();
    for (int i = 0; i < pattern.size(); i++) {
      var expected = pattern.get(i);
      if (expected.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        var value = path.get(i).replace("+", "%2B");
        parameters.put(
            expected.substring(1, expected.length() - 1),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      } else if (!expected.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
