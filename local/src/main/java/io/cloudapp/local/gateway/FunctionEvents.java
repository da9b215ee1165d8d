package io.cloudapp.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.http.HttpAnswer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Translates between HTTP and the payload format 2.0 of HTTP APIs. */
final class FunctionEvents {

  private final Clock clock;

  FunctionEvents(Clock clock) {
    this.clock = clock;
  }

  /** The event for a function; {@code claims} are empty where nobody is signed in. */
  byte[] event(GatewayRequest request, RouteTable.Match match, Map<String, Object> claims) {
    var event = Json.mapper().createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", match.route().routeKey());
    event.put("rawPath", request.call().path());
    event.put("rawQueryString", request.call().query());
    var headers = event.putObject("headers");
    request
        .call()
        .headers()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    var query = query(request.call().query());
    if (!query.isEmpty()) {
      event.set("queryStringParameters", Json.mapper().valueToTree(query));
    }
    if (!match.pathParameters().isEmpty()) {
      event.set("pathParameters", Json.mapper().valueToTree(match.pathParameters()));
    }
    context(event.putObject("requestContext"), request, match, claims);
    var text = new String(request.call().body(), StandardCharsets.UTF_8);
    var isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), request.call().body());
    event.put("body", isText ? text : Base64.getEncoder().encodeToString(request.call().body()));
    event.put("isBase64Encoded", !isText);
    try {
      return Json.mapper().writeValueAsBytes(event);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("An event cannot be written", unwritable);
    }
  }

  private void context(
      ObjectNode context,
      GatewayRequest request,
      RouteTable.Match match,
      Map<String, Object> claims) {
    context.put("accountId", "000000000000");
    context.put("apiId", "local");
    if (!claims.isEmpty()) {
      var jwt = context.putObject("authorizer").putObject("jwt");
      var all = jwt.putObject("claims");
      // API Gateway hands every claim over as a string; a list in brackets, blank-separated.
      claims.forEach(
          (name, value) ->
              all.put(
                  name,
                  value instanceof Iterable<?> list
                      ? "[" + String.join(" ", strings(list)) + "]"
                      : String.valueOf(value)));
      jwt.putNull("scopes");
    }
    context.put("domainName", request.call().header("host").orElse("localhost"));
    context.put("domainPrefix", "local");
    var http = context.putObject("http");
    http.put("method", request.call().method());
    http.put("path", request.call().path());
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", request.call().sourceIp());
    http.put("userAgent", request.call().header("user-agent").orElse(""));
    context.put("requestId", request.id());
    context.put("routeKey", match.route().routeKey());
    context.put("stage", "$default");
    context.put("timeEpoch", clock.millis());
  }

  private static List<String> strings(Iterable<?> values) {
    var strings = new ArrayList<String>();
    values.forEach(value -> strings.add(String.valueOf(value)));
    return strings;
  }

  private static Map<String, String> query(String raw) {
    var parameters = new HashMap<String, String>();
    if (raw.isEmpty()) {
      return parameters;
    }
    for (var pair : raw.split("&")) {
      var equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.merge(decode(name), decode(value), (first, second) -> first + "," + second);
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /**
   * @throws IOException when the function's answer is not one of format 2.0
   */
  static HttpAnswer answer(byte[] payload) throws IOException {
    JsonNode answer = Json.mapper().readTree(payload);
    if (!answer.path("statusCode").isInt()) {
      throw new IOException("no statusCode");
    }
    var headers = new HashMap<String, String>();
    answer
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    var body = answer.path("body").asText("");
    var bytes =
        answer.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    return new HttpAnswer(answer.path("statusCode").asInt(), headers, bytes);
  }
}
