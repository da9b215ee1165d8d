package io.cloudapp.webapp.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudapp.webapp.api.ApiRefusal;
import io.cloudapp.webapp.api.ApiUnavailable;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.session.Anyone;
import io.cloudapp.webapp.session.ForgedRequest;
import io.cloudapp.webapp.session.FormTooLarge;
import io.cloudapp.webapp.session.Sessions;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URLEncoder;

/** The one place where failures become pages. */
@Anyone
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class ErrorController {

  private final ErrorPages pages;
  private final Sessions sessions;

  ErrorController(ErrorPages pages, Sessions sessions) {
    this.pages = pages;
    this.sessions = sessions;
  }

  @Error(global = true)
  HttpResponse<?> refused(HttpRequest<?> request, ApiRefusal refusal) {
    return pages.show(request, refusal.problem());
  }

  @Error(global = true)
  HttpResponse<?> unavailable(HttpRequest<?> request, ApiUnavailable failure) {
    return pages.showUnavailable(request, failure);
  }

  @Error(global = true)
  HttpResponse<?> forged(HttpRequest<?> request, ForgedRequest refusal) {
    return pages.show(request, HttpStatus.FORBIDDEN, "forged");
  }

  @Error(global = true)
  HttpResponse<?> tooLarge(HttpRequest<?> request, FormTooLarge refusal) {
    return pages.show(request, HttpStatus.REQUEST_ENTITY_TOO_LARGE, "too-large");
  }

  @Error(global = true)
  HttpResponse<?> ended(HttpRequest<?> request, SessionEnded end) {
    var back = request.getMethod() == HttpMethod.GET ? request.getUri().toString() : "/";
    var page = end.admin() ? "/admin/sign-in" : "/sign-in";
    var notice = end.admin() ? Notice.ADMIN_ENDED : Notice.SESSION_ENDED;
    var response =
        redirect(
            request,
            page + "?notice=" + notice.slug() + "&return=" + URLEncoder.encode(back, UTF_8));
    if (end.admin()) {
      Sessions.of(request).ifPresent(session -> sessions.stepDown(request, response, session));
    } else {
      sessions.forget(request, response);
    }
    return response;
  }

  private static MutableHttpResponse<?> redirect(HttpRequest<?> request, String address) {
    return request.getHeaders().contains("HX-Request")
        ? HttpResponse.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", address)
        : HttpResponse.seeOther(URI.create(address));
  }
}
