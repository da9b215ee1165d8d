package io.cloudapp.local.states.task;

import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The arguments of {@code apigateway:invoke}, which AWS checks before it starts the task. */
record ApiRequest(
    String method, URI uri, Map<String, List<String>> headers, byte[] body, boolean isSigned) {

  private static final Set<String> FIELDS =
      Set.of(
          "ApiEndpoint",
          "Method",
          "Headers",
          "Stage",
          "Path",
          "QueryParameters",
          "RequestBody",
          "AllowNullValues",
          "AuthType");
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Set<String> AUTH_TYPES = Set.of("NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY");
  private static final Set<String> REFUSED_HEADERS =
      Set.of(
          "authorization",
          "connection",
          "content-md5",
          "expect",
          "host",
          "max-forwards",
          "proxy-authenticate",
          "server",
          "te",
          "transfer-encoding",
          "trailer",
          "upgrade",
          "via",
          "www-authenticate");
  private static final List<String> REFUSED_PREFIXES = List.of("x-forwarded", "x-amz");

  /** Why AWS would not start the task. */
  static Optional<String> refusal(Object arguments) {
    if (!(arguments instanceof Map<?, ?> fields)) {
      return Optional.of("The arguments must be an object");
    }
    for (var required : List.of("ApiEndpoint", "Method")) {
      if (!(fields.get(required) instanceof String)) {
        return Optional.of("The field '" + required + "' is required but was missing");
      }
    }
    for (var name : fields.keySet()) {
      if (!FIELDS.contains(name)) {
        return Optional.of("The field '" + name + "' is not supported");
      }
    }
    if (!METHODS.contains(fields.get("Method"))) {
      return invalid("Method");
    }
    if (!AUTH_TYPES.contains(fields.containsKey("AuthType") ? fields.get("AuthType") : "NO_AUTH")) {
      return invalid("AuthType");
    }
    if (isGiven(fields, "RequestBody") && !WITH_BODY.contains(fields.get("Method"))) {
      return Optional.of(
          "The field 'RequestBody' is not supported for the Method '" + fields.get("Method") + "'");
    }
    for (var name : List.of("Headers", "QueryParameters")) {
      if (isGiven(fields, name) && !isLists(fields.get(name))) {
        return invalid(name);
      }
    }
    return isGiven(fields, "Headers")
        ? refusedHeader((Map<?, ?>) fields.get("Headers"))
        : Optional.empty();
  }

  private static Optional<String> refusedHeader(Map<?, ?> headers) {
    return headers.keySet().stream()
        .map(String.class::cast)
        .filter(
            name -> {
              var lower = name.toLowerCase(Locale.ROOT);
              return REFUSED_HEADERS.contains(lower)
                  || REFUSED_PREFIXES.stream().anyMatch(lower::startsWith);
            })
        .findFirst()
        .map(name -> "The header '" + name + "' is not supported in the field 'Headers'");
  }

  private static Optional<String> invalid(String field) {
    return Optional.of("The value of the field '" + field + "' has an invalid format");
  }

  private static boolean isGiven(Map<?, ?> fields, String name) {
    return fields.get(name) != null && fields.get(name) != Json.NULL;
  }

  private static boolean isLists(Object value) {
    return value instanceof Map<?, ?> object
        && object.values().stream().allMatch(each -> each instanceof List || each == Json.NULL);
  }

  /** The request of arguments that are not refused. */
  static ApiRequest of(Object arguments) {
    var fields = (Map<?, ?>) arguments;
    var headers = new LinkedHashMap<String, List<String>>();
    lists(fields, "Headers").forEach((name, values) -> headers.put(name, texts(values)));
    var body = body(fields);
    if (body.length > 0 && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      headers.put("Content-Type", List.of("application/json"));
    }
    return new ApiRequest(
        (String) fields.get("Method"),
        uri(fields),
        headers,
        body,
        "IAM_ROLE".equals(fields.get("AuthType")));
  }

  private static URI uri(Map<?, ?> fields) {
    var endpoint = (String) fields.get("ApiEndpoint");
    var host = endpoint.replaceFirst("[:/].*$", "");
    var scheme = host.equals("localhost") || host.equals("127.0.0.1") ? "http" : "https";
    var path = new StringBuilder();
    for (var name : List.of("Stage", "Path")) {
      if (fields.get(name) instanceof String part && !part.isEmpty()) {
        path.append(part.startsWith("/") ? "" : "/").append(part.replace(" ", "%20"));
      }
    }
    var query = new StringJoiner("&", "?", "").setEmptyValue("");
    lists(fields, "QueryParameters")
        .forEach(
            (name, values) ->
                texts(values).forEach(value -> query.add(encoded(name) + "=" + encoded(value))));
    return URI.create(scheme + "://" + endpoint + path + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] body(Map<?, ?> fields) {
    if (!isGiven(fields, "RequestBody")) {
      return new byte[0];
    }
    var body = fields.get("RequestBody");
    var kept = Boolean.TRUE.equals(fields.get("AllowNullValues")) ? body : withoutNulls(body);
    return Json.write(kept).getBytes(StandardCharsets.UTF_8);
  }

  private static Object withoutNulls(Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      return value;
    }
    var kept = new JsonObject();
    object.forEach(
        (name, member) -> {
          if (member != Json.NULL) {
            kept.put((String) name, withoutNulls(member));
          }
        });
    return kept;
  }

  private static Map<String, List<?>> lists(Map<?, ?> fields, String name) {
    var lists = new LinkedHashMap<String, List<?>>();
    if (fields.get(name) instanceof Map<?, ?> object) {
      object.forEach(
          (key, value) -> {
            if (value instanceof List<?> list) {
              lists.put((String) key, list);
            }
          });
    }
    return lists;
  }

  private static List<String> texts(List<?> values) {
    return values.stream()
        .map(value -> value instanceof String text ? text : Json.write(value))
        .toList();
  }
}
