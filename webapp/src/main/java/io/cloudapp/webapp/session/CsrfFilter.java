package io.cloudapp.webapp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Refuses to change anything for a form that this site did not render for this session. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class CsrfFilter implements Ordered {

  static final String FORM = "cloudapp.form";
  // The server's own limit is higher: beyond it, an answer has no page.
  private static final int MAXIMUM_FORM_BYTES = 64 * 1024;
  // A file of that size and a text as long, each beside the other's empty field.
  private static final int MAXIMUM_MULTIPART_BYTES = 144 * 1024;
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private final CsrfTokens tokens;

  CsrfFilter(CsrfTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public int getOrder() {
    return SessionFilter.ORDER + 100;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void verify(HttpRequest<?> request) {
    if (SAFE.contains(request.getMethod()) || RouteAttributes.getRouteMatch(request).isEmpty()) {
      return;
    }
    if (!comesFromThisSite(request)) {
      throw new ForgedRequest();
    }
    var form = form(request);
    if (!tokens.matches(request, form.raw("csrf"))) {
      throw new ForgedRequest();
    }
    request.setAttribute(FORM, form);
  }

  @ResponseFilter
  void keep(HttpRequest<?> request, MutableHttpResponse<?> response) {
    tokens.save(request, response);
  }

  /**
   * Browsers say where a request comes from; with our referrer policy they give the origin of a
   * form as {@code null}, and {@code Sec-Fetch-Site} tells the truth.
   */
  private static boolean comesFromThisSite(HttpRequest<?> request) {
    var headers = request.getHeaders();
    var site = headers.findFirst("Sec-Fetch-Site");
    if (site.isPresent() && !Set.of("same-origin", "none").contains(site.get())) {
      return false;
    }
    var origin = headers.findFirst(HttpHeaders.ORIGIN);
    if (origin.isEmpty()) {
      return true;
    }
    return origin.get().equals("null")
        ? site.isPresent()
        : authority(origin.get()).equals(headers.findFirst(HttpHeaders.HOST).orElse(""));
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException notAnOrigin) {
      return "";
    }
  }

  private static Form form(HttpRequest<?> request) {
    var contentType = request.getHeaders().findFirst(HttpHeaders.CONTENT_TYPE).orElse("");
    var isMultipart = MultipartForm.is(contentType);
    var body = ((ServerHttpRequest<?>) request).byteBody().split(SplitBackpressureMode.FASTEST);
    try (var bytes = body.buffer().join()) {
      if (bytes.length() > (isMultipart ? MAXIMUM_MULTIPART_BYTES : MAXIMUM_FORM_BYTES)) {
        throw new FormTooLarge();
      }
      return isMultipart
          ? Form.of(MultipartForm.read(contentType, bytes.toByteArray()))
          : Form.parse(bytes.toString(UTF_8));
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    } catch (IllegalArgumentException notAForm) {
      throw new ForgedRequest();
    }
  }
}
