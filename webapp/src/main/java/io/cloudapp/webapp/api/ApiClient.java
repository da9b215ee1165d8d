package io.cloudapp.webapp.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the API over HTTP with the person's token; nothing of a body or a token is ever logged. */
@Singleton
public class ApiClient {

  private static final Logger LOG = LoggerFactory.getLogger(ApiClient.class);

  private final ApiSettings settings;
  private final String base;
  private final HttpClient http;

  ApiClient(ApiSettings settings) {
    this.settings = settings;
    this.base = settings.url().toString().replaceFirst("/+$", "");
    this.http =
        HttpClient.newBuilder()
            // Clear-text HTTP/2 upgrades confuse load balancers; over TLS nothing is lost but a few
            // connections.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Calls the API once; only the person tries again.
   *
   * @throws ApiUnavailable when there is no answer in time
   * @throws SessionEnded when the API does not accept the person's token
   */
  public <T> ApiAnswer<T> send(ApiCall<T> call) {
    return switch (sendVersioned(call)) {
      case ApiAnswer.Given<Versioned<T>>(var given) -> new ApiAnswer.Given<>(given.value());
      case ApiAnswer.Refused<Versioned<T>>(var problem) -> new ApiAnswer.Refused<>(problem);
    };
  }

  /** Like {@link #send}, with the version of what was read. */
  public <T> ApiAnswer<Versioned<T>> sendVersioned(ApiCall<T> call) {
    var response = exchange(call, request(call));
    if (response.statusCode() / 100 == 2) {
      var version = response.headers().firstValue("ETag").orElse("").replace("\"", "");
      return new ApiAnswer.Given<>(new Versioned<>(read(call, response.body()), version));
    }
    if (response.statusCode() == 401 && call.token().isPresent()) {
      throw new SessionEnded(call.token().get().admin());
    }
    var problem = problem(response);
    LOG.info(
        "{} was refused with {} {} (reference {})",
        call.route().routeKey(),
        problem.status(),
        problem.type(),
        problem.reference());
    return new ApiAnswer.Refused<>(problem);
  }

  private HttpRequest request(ApiCall<?> call) {
    var request =
        HttpRequest.newBuilder(URI.create(base + call.pathAndQuery()))
            .timeout(patience(call))
            .header("Accept", "application/json, text/csv, " + Problem.MEDIA_TYPE);
    BrowserAddress.current().ifPresent(address -> request.header(GatewayHeader.BROWSER, address));
    call.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    call.headers().forEach(request::header);
    call.body().ifPresent(body -> request.header("Content-Type", call.contentType()));
    return request
        .method(
            call.route().method(),
            call.body()
                .map(body -> BodyPublishers.ofString(call.isJson() ? write(body) : body.toString()))
                .orElseGet(BodyPublishers::noBody))
        .build();
  }

  private HttpResponse<String> exchange(ApiCall<?> call, HttpRequest request) {
    // The request's own timeout ends with the headers; this one covers the body too.
    var pending = http.sendAsync(request, BodyHandlers.ofString());
    try {
      return pending.get(patience(call).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw unavailable(call, failure.getCause());
    } catch (TimeoutException timeout) {
      pending.cancel(true);
      throw unavailable(call, timeout);
    } catch (InterruptedException interruption) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(call, interruption);
    }
  }

  private Duration patience(ApiCall<?> call) {
    return call.patience().orElse(settings.readTimeout());
  }

  private static ApiUnavailable unavailable(ApiCall<?> call, Throwable cause) {
    return new ApiUnavailable("%s got no answer".formatted(call.route().routeKey()), cause);
  }

  @SuppressWarnings("unchecked")
  private static <T> T read(ApiCall<T> call, String body) {
    if (call.answerType().hasRawClass(Void.class)) {
      return null;
    }
    if (call.answerType().hasRawClass(String.class)) {
      return (T) body;
    }
    try {
      return Json.mapper().readValue(body, call.answerType());
    } catch (JsonProcessingException unreadable) {
      // Without the cause, whose message may quote the answer.
      throw new ApiUnavailable(
          "%s answered something else than %s"
              .formatted(call.route().routeKey(), call.answerType().getRawClass().getSimpleName()),
          null);
    }
  }

  private static Problem problem(HttpResponse<String> response) {
    try {
      var problem = Json.mapper().readValue(response.body(), Problem.class);
      if (problem != null) {
        return problem;
      }
    } catch (IOException | RuntimeException notAProblemDocument) {
      // API Gateway's own refusals are no problem documents; the status says enough.
    }
    var type = typeOf(response.statusCode());
    return new Problem(
        type.uri(),
        type.title(),
        response.statusCode(),
        "",
        response.headers().firstValue("apigw-requestid").orElse(""),
        List.of());
  }

  private static ProblemType typeOf(int status) {
    return switch (status) {
      case 400 -> ProblemType.MALFORMED_REQUEST;
      case 401 -> ProblemType.AUTHENTICATION_ERROR;
      case 403 -> ProblemType.FORBIDDEN;
      case 404 -> ProblemType.NOT_FOUND;
      case 409 -> ProblemType.CONFLICT;
      case 413 -> ProblemType.BODY_TOO_LARGE;
      case 429 -> ProblemType.TOO_MANY_REQUESTS;
      case 502, 503, 504 -> ProblemType.TRY_LATER;
      default -> ProblemType.INTERNAL_ERROR;
    };
  }

  private static String write(Object body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A request cannot be written as JSON", unwritable);
    }
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }
}
