package io.cloudapp.webapp.page;

import io.cloudapp.core.api.Problem;
import io.cloudapp.webapp.page.ApiSentences.Told;
import io.cloudapp.webapp.session.RandomTokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages that say what happened, what to do, and what to quote to an admin. */
@Singleton
class ErrorPages {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  private final Pages pages;
  private final Texts texts;
  private final RandomTokens random;

  ErrorPages(Pages pages, Texts texts, RandomTokens random) {
    this.pages = pages;
    this.texts = texts;
    this.random = random;
  }

  /**
   * @param name of the sentences in the message bundle, {@code error.<name>.title} and so on
   */
  MutableHttpResponse<String> show(HttpRequest<?> request, HttpStatus status, String name) {
    return show(request, status, name, reference());
  }

  /** The API's own sentence, where it gave one. */
  MutableHttpResponse<String> show(HttpRequest<?> request, Problem problem) {
    var status = HttpStatus.valueOf(problem.status());
    var reference = problem.reference().isEmpty() ? reference() : problem.reference();
    if (problem.detail().isEmpty()) {
      return show(request, status, nameOf(status), reference);
    }
    return show(
        request, status, ApiSentences.title(problem), ApiSentences.tell(problem), reference);
  }

  /** For what nobody foresaw: the log has the cause, the page the reference to it. */
  MutableHttpResponse<String> showUnexpected(HttpRequest<?> request, Throwable cause) {
    var reference = reference();
    LOG.error(
        "{} {} failed (reference {})", request.getMethod(), request.getPath(), reference, cause);
    return show(request, HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", reference);
  }

  /** The API is down: the log says which call, without its content. */
  MutableHttpResponse<String> showUnavailable(HttpRequest<?> request, RuntimeException cause) {
    var reference = reference();
    LOG.warn(
        "{} {} failed: {} (reference {})",
        request.getMethod(),
        request.getPath(),
        cause.getMessage(),
        reference,
        cause.getCause());
    return show(request, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", reference);
  }

  static String nameOf(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "not-found";
      case METHOD_NOT_ALLOWED -> "method";
      case FORBIDDEN -> "forbidden";
      case REQUEST_ENTITY_TOO_LARGE -> "too-large";
      case TOO_MANY_REQUESTS -> "too-many";
      case BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> "unavailable";
      default -> status.getCode() < 500 ? "bad-request" : "unexpected";
    };
  }

  private MutableHttpResponse<String> show(
      HttpRequest<?> request, HttpStatus status, String name, String reference) {
    return show(
        request,
        status,
        texts.of("error." + name + ".title"),
        new Told(texts.of("error." + name + ".sentence"), ""),
        reference);
  }

  private MutableHttpResponse<String> show(
      HttpRequest<?> request, HttpStatus status, String title, Told told, String reference) {
    return pages.show(
        request,
        status,
        "error",
        Map.of(
            "heading",
            title,
            "sentence",
            told.sentence(),
            "original",
            told.original(),
            "reference",
            reference));
  }

  private String reference() {
    return random.next().substring(0, 10);
  }
}
