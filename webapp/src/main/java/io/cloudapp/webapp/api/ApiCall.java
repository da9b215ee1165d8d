package io.cloudapp.webapp.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JavaType;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.json.Json;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One call of a route of the API, and the type of its answer. */
public final class ApiCall<T> {

  private final Route route;
  private final JavaType answerType;
  private final Map<String, String> path = new LinkedHashMap<>();
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Optional<AccessToken> token = Optional.empty();
  private Optional<Object> body = Optional.empty();
  private Optional<Duration> patience = Optional.empty();
  private String contentType = "application/json";

  private ApiCall(Route route, JavaType answerType) {
    this.route = route;
    this.answerType = answerType;
  }

  public static <T> ApiCall<T> of(Route route, Class<T> answerType) {
    return new ApiCall<>(route, Json.mapper().constructType(answerType));
  }

  /** A call whose answer is taken as the text that it is. */
  public static ApiCall<String> ofText(Route route) {
    return of(route, String.class);
  }

  /** A call that answers a page of a list. */
  public static <T> ApiCall<Page<T>> ofList(Route route, Class<T> itemType) {
    return new ApiCall<>(
        route, Json.mapper().getTypeFactory().constructParametricType(Page.class, itemType));
  }

  public ApiCall<T> path(String parameter, String value) {
    path.put(parameter, value);
    return this;
  }

  public ApiCall<T> query(String parameter, String value) {
    query.put(parameter, value);
    return this;
  }

  /** An empty value is left out. */
  public ApiCall<T> query(String parameter, Optional<String> value) {
    value.ifPresent(present -> query.put(parameter, present));
    return this;
  }

  public ApiCall<T> as(AccessToken newToken) {
    token = Optional.of(newToken);
    return this;
  }

  /**
   * @param key the same for every try of one request
   */
  public ApiCall<T> idempotencyKey(String key) {
    headers.put("Idempotency-Key", key);
    return this;
  }

  /**
   * @param newBody written as JSON
   */
  public ApiCall<T> body(Object newBody) {
    body = Optional.of(newBody);
    return this;
  }

  /**
   * Waits no longer for an answer than that; without it, as long as any call of the API may take.
   */
  public ApiCall<T> within(Duration newPatience) {
    patience = Optional.of(newPatience);
    return this;
  }

  /**
   * @param newContentType of a body that is sent as it is
   */
  public ApiCall<T> text(String newContentType, String newBody) {
    contentType = newContentType;
    body = Optional.of(newBody);
    return this;
  }

  Route route() {
    return route;
  }

  JavaType answerType() {
    return answerType;
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<AccessToken> token() {
    return token;
  }

  Optional<Object> body() {
    return body;
  }

  Optional<Duration> patience() {
    return patience;
  }

  /** Of the body; a text of any type but JSON is sent as it is. */
  String contentType() {
    return contentType;
  }

  boolean isJson() {
    return contentType.equals("application/json");
  }

  String pathAndQuery() {
    var filled = route.path();
    for (var parameter : path.entrySet()) {
      filled = filled.replace("{" + parameter.getKey() + "}", encode(parameter.getValue()));
    }
    return query.isEmpty()
        ? filled
        : query.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&", filled + "?", ""));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }
}
