package io.cloudapp.webapp.session;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import io.cloudapp.webapp.session.Session.AdminPass;
import io.cloudapp.webapp.session.Session.Tokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Begins, finds, renews and ends sessions. */
@Singleton
public class Sessions {

  private static final String SESSION = "cloudapp.session";
  private static final String UNSAVED = "cloudapp.session.unsaved";
  private static final Duration ADMIN_PASS = Duration.ofMinutes(15);
  // A cookie a minute is enough to tell half an hour of silence.
  private static final Duration SEEN_PRECISION = Duration.ofMinutes(1);

  private final SealedCookies cookies;
  private final RandomTokens random;
  private final ApiClient api;
  private final Clock clock;

  Sessions(SealedCookies cookies, RandomTokens random, ApiClient api, Clock clock) {
    this.cookies = cookies;
    this.random = random;
    this.api = api;
    this.clock = clock;
  }

  /** The session of a request that the session filter let through. */
  public static Optional<Session> of(HttpRequest<?> request) {
    return request.getAttribute(SESSION, Session.class);
  }

  /** Signs a person in under a new session id. */
  public void begin(
      HttpRequest<?> request,
      MutableHttpResponse<?> response,
      String username,
      boolean admin,
      SignInAnswer answer) {
    var now = clock.instant();
    var session =
        new Session(
            random.next(), username, admin, now, now, tokens(answer, "", now), Optional.empty());
    replace(request, response, session);
    cookies.delete(request, response, SealedCookie.VISITOR);
    cookies.delete(request, response, SealedCookie.CHALLENGE);
  }

  /** Lets the person into the admin area, under a new session id. */
  public void stepUp(
      HttpRequest<?> request,
      MutableHttpResponse<?> response,
      Session session,
      SignInAnswer answer) {
    var now = clock.instant();
    var lifetime = Duration.ofSeconds(answer.expiresIn().orElse(0));
    var end = now.plus(lifetime.compareTo(ADMIN_PASS) < 0 ? lifetime : ADMIN_PASS);
    var pass = new AdminPass(answer.accessToken().orElseThrow(), end);
    replace(request, response, session.withAdminPass(random.next(), pass));
  }

  /** Forgets the administrator's sign-in, which the API no longer accepts. */
  public void stepDown(HttpRequest<?> request, MutableHttpResponse<?> response, Session session) {
    replace(request, response, session.withoutAdminPass());
  }

  /** Takes the session from the browser; the API's side of it is ended elsewhere. */
  public void forget(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request.removeAttribute(SESSION, Session.class);
    request.removeAttribute(UNSAVED, Boolean.class);
    cookies.delete(request, response, SealedCookie.SESSION);
    cookies.delete(request, response, SealedCookie.CHALLENGE);
  }

  boolean hasCookie(HttpRequest<?> request) {
    return cookies.isPresent(request, SealedCookie.SESSION);
  }

  /**
   * Finds a session that is not over, and notes that it was seen unless the page asks by itself.
   */
  Optional<Session> find(HttpRequest<?> request) {
    var now = clock.instant();
    var found =
        cookies
            .read(request, SealedCookie.SESSION, Session.class)
            .filter(session -> !session.isOver(now));
    found.ifPresent(
        session -> {
          var byItself = request.getHeaders().contains("HX-Request");
          var stale = now.isAfter(session.lastSeenAt().plus(SEEN_PRECISION));
          hold(request, stale && !byItself ? session.seenAt(now) : session, stale && !byItself);
        });
    return of(request);
  }

  /** False when the API gives no new access token. */
  boolean renew(HttpRequest<?> request, Session session) {
    var now = clock.instant();
    if (!session.needsRenewal(now)) {
      return true;
    }
    var answer =
        api.send(
            ApiCall.of(Route.REFRESH_SESSION, SignInAnswer.class)
                .body(new Refresh(session.tokens().refreshToken(), SignIn.Client.WEB)));
    return switch (answer) {
      case ApiAnswer.Given<SignInAnswer>(SignInAnswer given) when given.authenticated() -> {
        var tokens = tokens(given, session.tokens().refreshToken(), now);
        hold(request, session.withTokens(tokens), true);
        yield true;
      }
      case ApiAnswer.Given<SignInAnswer> _ -> false;
      case ApiAnswer.Refused<SignInAnswer>(var problem) -> {
        if (problem.status() >= 500 || problem.status() == 429) {
          answer.orErrorPage();
        }
        yield false;
      }
    };
  }

  /** Writes the session's cookie when this request changed it. */
  void save(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (request.getAttribute(UNSAVED, Boolean.class).orElse(false)) {
      of(request)
          .ifPresent(session -> cookies.write(request, response, SealedCookie.SESSION, session));
    }
  }

  private void replace(HttpRequest<?> request, MutableHttpResponse<?> response, Session session) {
    cookies.write(request, response, SealedCookie.SESSION, session);
    hold(request, session, false);
  }

  private static void hold(HttpRequest<?> request, Session session, boolean unsaved) {
    request.setAttribute(SESSION, session);
    request.setAttribute(UNSAVED, unsaved);
  }

  private static Tokens tokens(SignInAnswer answer, String formerRefreshToken, Instant now) {
    return new Tokens(
        answer.accessToken().orElseThrow(),
        now.plusSeconds(answer.expiresIn().orElse(0)),
        answer.refreshToken().orElse(formerRefreshToken));
  }

  private record Refresh(String refreshToken, SignIn.Client client) {}
}
