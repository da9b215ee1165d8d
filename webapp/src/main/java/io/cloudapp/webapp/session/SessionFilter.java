package io.cloudapp.webapp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;

/** Lets nobody past without a session, except to the routes that say so. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class SessionFilter implements Ordered {

  static final int ORDER = 100;

  private static final String HEALTH = "/health";

  private final Sessions sessions;
  private final Router router;
  private final Clock clock;

  SessionFilter(Sessions sessions, Router router, Clock clock) {
    this.sessions = sessions;
    this.router = router;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Nullable
  HttpResponse<?> admit(HttpRequest<?> request) {
    var route = RouteAttributes.getRouteMatch(request);
    var session = sessions.find(request);
    if (route.isEmpty() || needsNoSession(request, route.get())) {
      return null;
    }
    if (session.isEmpty() || !sessions.renew(request, session.get())) {
      return toSignIn(request, sessions.hasCookie(request));
    }
    if (route.get().getRouteInfo().getAnnotationMetadata().hasAnnotation(SecondFactor.class)
        && session.get().adminToken(clock.instant()).isEmpty()) {
      return redirect(request, "/admin/sign-in?return=" + returnPath(request));
    }
    return null;
  }

  @ResponseFilter
  void keep(HttpRequest<?> request, MutableHttpResponse<?> response) {
    sessions.save(request, response);
  }

  private static boolean needsNoSession(HttpRequest<?> request, RouteMatch<?> route) {
    return route.getRouteInfo().getAnnotationMetadata().hasAnnotation(Anyone.class)
        || isHealth(request.getPath());
  }

  /** What the load balancer and the platform ask; it says no more than whether the app is there. */
  private static boolean isHealth(String path) {
    return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }

  private HttpResponse<?> toSignIn(HttpRequest<?> request, boolean ended) {
    var address = "/sign-in?return=" + returnPath(request);
    var response = redirect(request, ended ? address + "&notice=session-ended" : address);
    sessions.forget(request, response);
    return response;
  }

  /** A page to come back to: this one, or the home page when it cannot be asked for again. */
  private String returnPath(HttpRequest<?> request) {
    var again =
        !request.getHeaders().contains("HX-Request")
            && router.find(HttpMethod.GET, request.getPath(), request).findAny().isPresent();
    if (!again) {
      return URLEncoder.encode("/", UTF_8);
    }
    var target =
        request.getMethod() == HttpMethod.GET ? request.getUri().toString() : request.getPath();
    return URLEncoder.encode(target, UTF_8);
  }

  private static MutableHttpResponse<?> redirect(HttpRequest<?> request, String address) {
    return request.getHeaders().contains("HX-Request")
        ? HttpResponse.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", address)
        : HttpResponse.seeOther(URI.create(address));
  }
}
