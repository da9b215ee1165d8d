package io.cloudapp.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request as API Gateway hands it over, after its authorizer. */
public final class HttpRequest {

  /** Bodies beyond this are refused; none of ours needs a tenth of it. */
  public static final int MAXIMUM_BODY_BYTES = 64 * 1024;

  /** A field that is there twice means one thing to us and another to whoever looked before. */
  private static final ObjectReader BODIES =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final Pattern JSON =
      Pattern.compile(
          "\\s*(application/([a-z.-]+\\+)?json\\s*(;|,|$)|$)", Pattern.CASE_INSENSITIVE);

  private final APIGatewayV2HTTPEvent event;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private HttpRequest(APIGatewayV2HTTPEvent event) {
    this.event = event;
    headers.putAll(Optional.ofNullable(event.getHeaders()).orElse(Map.of()));
  }

  static HttpRequest of(APIGatewayV2HTTPEvent event) {
    return new HttpRequest(event);
  }

  /** The route as the table has it, for example {@code GET /executions/{id}}. */
  public String routeKey() {
    return event.getRouteKey();
  }

  public Optional<Route> route() {
    return Route.ofKey(event.getRouteKey());
  }

  /** What it is about, for the audit log: the id in the path, or what a submission names. */
  String target() {
    if (event.getPathParameters() != null && !event.getPathParameters().isEmpty()) {
      return route().map(Route::subject).orElse("")
          + "/"
          + event.getPathParameters().values().iterator().next();
    }
    return route().filter(Route.SUBMIT_REQUEST::equals).isPresent() ? submitted() : "";
  }

  private String submitted() {
    try {
      var body = jsonBody();
      return body.path("instanceId").isTextual()
          ? "instance/" + body.path("instanceId").textValue()
          : "configuration/" + body.path("configuration").asText();
    } catch (BadRequest unreadable) {
      return "";
    }
  }

  public Optional<Caller> caller() {
    var authorizer = event.getRequestContext().getAuthorizer();
    if (authorizer == null || authorizer.getJwt() == null) {
      return Optional.empty();
    }
    var claims = authorizer.getJwt().getClaims();
    if (!claims.containsKey("username")) {
      // An id token says who somebody is, not what they may do.
      throw new BadRequest(
          Problem.of(ProblemType.UNAUTHENTICATED, "Send the access token, not the id token."));
    }
    return Optional.of(
        new Caller(
            claims.get("sub"),
            claims.get("username"),
            Role.valueOf(claims.getOrDefault("role", "user").toUpperCase(Locale.ROOT)),
            claims.getOrDefault("origin_jti", claims.get("jti")),
            Caller.groups(claims.getOrDefault("groups", "")),
            address()));
  }

  /**
   * When the person gave the credentials, which renewing a token does not change; empty when nobody
   * is signed in or the token does not say.
   */
  public Optional<Instant> signedInAt() {
    return Optional.ofNullable(event.getRequestContext().getAuthorizer())
        .flatMap(authorizer -> Optional.ofNullable(authorizer.getJwt()))
        .flatMap(jwt -> Optional.ofNullable(jwt.getClaims().get("auth_time")))
        .filter(seconds -> seconds.matches("[0-9]{1,12}"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  /** Where the request came from, see {@link Caller#address(String, String)}. */
  public String address() {
    var gateway = event.getRequestContext().getHttp();
    return Caller.address(
        gateway == null || gateway.getSourceIp() == null ? "" : gateway.getSourceIp(),
        header(GatewayHeader.BROWSER).orElse(""));
  }

  /** The signed-in person; only for routes that API Gateway lets no one else through to. */
  public Caller person() {
    return caller()
        .orElseThrow(
            () -> new BadRequest(Problem.of(ProblemType.UNAUTHENTICATED, "Sign in first.")));
  }

  public String pathParameter(String name) {
    var value = event.getPathParameters().get(name);
    // PostgreSQL refuses a text with NUL, and nothing of ours is called so.
    if (value.indexOf('\0') >= 0) {
      throw new BadRequest(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address."));
    }
    return value;
  }

  public Optional<String> queryParameter(String name) {
    return Optional.ofNullable(event.getQueryStringParameters()).map(all -> all.get(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean hasBody() {
    return event.getBody() != null && !event.getBody().isBlank();
  }

  private static BadRequest unsupported(String mediaType) {
    var type = ProblemType.MALFORMED_REQUEST;
    return new BadRequest(
        new Problem(
            type.uri(),
            type.title(),
            415,
            "Send the body as %s.".formatted(mediaType),
            "",
            List.of()));
  }

  private byte[] body() {
    var body = Optional.ofNullable(event.getBody()).orElse("");
    var bytes =
        event.getIsBase64Encoded()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAXIMUM_BODY_BYTES) {
      throw new BadRequest(
          Problem.of(ProblemType.BODY_TOO_LARGE, "Send at most 64 KiB; this body is larger."));
    }
    return bytes;
  }

  /**
   * The body as a text in UTF-8; bytes that are none become replacement characters.
   *
   * @param mediaType the only one that is taken, for example {@code text/csv}
   */
  public String textBody(String mediaType) {
    var isGiven =
        header("content-type")
            .filter(type -> type.split(";", 2)[0].strip().equalsIgnoreCase(mediaType))
            .isPresent();
    if (!isGiven) {
      throw unsupported(mediaType);
    }
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** The body as a JSON object; anything else is refused with a problem document. */
  public ObjectNode jsonBody() {
    if (header("content-type").filter(type -> !JSON.matcher(type).lookingAt()).isPresent()) {
      throw unsupported("application/json");
    }
    var bytes = body();
    try {
      JsonNode tree = BODIES.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException notJson) {
      // The same refusal as for JSON of another shape.
    }
    throw new BadRequest(
        Problem.of(ProblemType.MALFORMED_REQUEST, "Send a JSON object as the request body."));
  }
}
