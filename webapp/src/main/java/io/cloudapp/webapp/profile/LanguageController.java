package io.cloudapp.webapp.profile;

import io.cloudapp.webapp.page.Language;
import io.cloudapp.webapp.page.PreferenceCookies;
import io.cloudapp.webapp.session.Anyone;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.ReturnPath;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.session.Sessions;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.Router;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** The switch of languages at the foot of every page, for everybody. */
@Anyone
@Controller("/language")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class LanguageController {

  private final Profiles profiles;
  private final PreferenceCookies cookies;
  private final Router router;
  private final Clock clock;

  LanguageController(Profiles profiles, PreferenceCookies cookies, Router router, Clock clock) {
    this.profiles = profiles;
    this.cookies = cookies;
    this.router = router;
    this.clock = clock;
  }

  @Post
  HttpResponse<?> change(HttpRequest<?> request, Form form) {
    var response = HttpResponse.seeOther(back(request, form.raw("address")));
    Language.ofCode(form.text("language"))
        .ifPresent(language -> keep(language, Sessions.of(request), response));
    return response;
  }

  /**
   * The browser remembers it at once; the profile, which other browsers ask, while the token lives:
   * nobody renews it on a route for everybody, and a language is no reason to end a session.
   */
  private void keep(Language language, Optional<Session> session, MutableHttpResponse<?> response) {
    cookies.keepLanguage(response, Optional.of(language.code()));
    session
        .filter(known -> clock.instant().isBefore(known.tokens().expiresAt()))
        .ifPresent(known -> profiles.changeLanguage(known.token(), language.code()));
  }

  /** A page that answered a form cannot be asked for again. */
  private URI back(HttpRequest<?> request, String text) {
    var path = URI.create(ReturnPath.of(text));
    return router.find(HttpMethod.GET, path.getPath(), request).findAny().isPresent()
        ? path
        : URI.create("/");
  }
}
