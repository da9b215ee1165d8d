package io.cloudapp.webapp.signin;

import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.core.user.Role;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.session.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A new sign-in of somebody signed in, which proves the second factor before it may change. */
@Controller("/sign-in/again")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SignInAgainController {

  private static final URI DONE = URI.create("/profile?notice=" + Notice.SIGNED_IN_AGAIN.slug());

  private final SignIns signIns;
  private final Sessions sessions;
  private final Pages pages;
  private final Texts texts;

  SignInAgainController(SignIns signIns, Sessions sessions, Pages pages, Texts texts) {
    this.signIns = signIns;
    this.sessions = sessions;
    this.pages = pages;
    this.texts = texts;
  }

  @Get
  HttpResponse<?> form(HttpRequest<?> request, Session session) {
    return page(request, HttpStatus.OK, session, Refusal.none());
  }

  @Post
  HttpResponse<?> signIn(HttpRequest<?> request, Session session, Form form) {
    var password = form.raw("password");
    var code = form.text("totp").replace(" ", "");
    if (password.isEmpty() || code.isEmpty()) {
      var refusal =
          password.isEmpty()
              ? Refusal.ofField("password", texts.of("sign-in.password.missing"))
              : Refusal.ofField("totp", texts.of("challenge.totp.missing"));
      return page(request, HttpStatus.UNPROCESSABLE_ENTITY, session, refusal);
    }
    var answer = signIns.signIn(session.username(), password, Optional.empty(), Optional.of(code));
    return switch (answer) {
      case ApiAnswer.Given<SignInAnswer>(var given) when given.authenticated() ->
          replace(request, session, given);
      case ApiAnswer.Given<SignInAnswer> _ ->
          page(request, HttpStatus.UNPROCESSABLE_ENTITY, session, refused());
      case ApiAnswer.Refused<SignInAnswer>(var problem) ->
          page(
              request,
              HttpStatus.valueOf(problem.status()),
              session,
              problem.status() == 401 ? refused() : Refusal.of(problem));
    };
  }

  /** The old session ends: two of one person in one browser would leave one that nobody ends. */
  private HttpResponse<?> replace(HttpRequest<?> request, Session old, SignInAnswer answer) {
    var admin = signIns.profile(answer).role() == Role.ADMIN;
    signIns.signOut(old);
    var response = HttpResponse.seeOther(DONE);
    sessions.begin(request, response, old.username(), admin, answer);
    return response;
  }

  private Refusal refused() {
    return Refusal.ofSentence(texts.of("admin.sign-in.refused"));
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, HttpStatus status, Session session, Refusal refusal) {
    return pages.show(
        request,
        status,
        "signin/again",
        Map.of("username", session.username(), "refusal", refusal));
  }
}
