package io.cloudapp.webapp.admin;

import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.ReturnPath;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.session.Sessions;
import io.cloudapp.webapp.signin.SignIns;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The administrator's sign-in: password and second factor, good for 15 minutes. */
@Controller("/admin/sign-in")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class AdminSignInController {

  private static final String HOME = "/admin";

  private final SignIns signIns;
  private final Sessions sessions;
  private final Pages pages;
  private final Texts texts;

  AdminSignInController(SignIns signIns, Sessions sessions, Pages pages, Texts texts) {
    this.signIns = signIns;
    this.sessions = sessions;
    this.pages = pages;
    this.texts = texts;
  }

  @Get
  HttpResponse<?> form(
      HttpRequest<?> request, Session session, @QueryValue("return") Optional<String> back) {
    return page(request, HttpStatus.OK, session, returnPath(back.orElse(HOME)), Refusal.none());
  }

  @Post
  HttpResponse<?> signIn(HttpRequest<?> request, Session session, Form form) {
    var password = form.raw("password");
    var code = form.text("totp").replace(" ", "");
    var returnPath = returnPath(form.raw("return"));
    if (password.isEmpty() || code.isEmpty()) {
      var refusal =
          password.isEmpty()
              ? Refusal.ofField("password", texts.of("sign-in.password.missing"))
              : Refusal.ofField("totp", texts.of("challenge.totp.missing"));
      return page(request, HttpStatus.UNPROCESSABLE_ENTITY, session, returnPath, refusal);
    }
    return switch (signIns.signInAsAdmin(session.username(), password, code)) {
      case ApiAnswer.Given<SignInAnswer>(SignInAnswer answer) when answer.authenticated() -> {
        var response = HttpResponse.seeOther(URI.create(returnPath));
        sessions.stepUp(request, response, session, answer);
        yield response;
      }
      case ApiAnswer.Given<SignInAnswer> _ ->
          page(
              request,
              HttpStatus.UNPROCESSABLE_ENTITY,
              session,
              returnPath,
              Refusal.ofSentence(texts.of("admin.sign-in.challenged")));
      case ApiAnswer.Refused<SignInAnswer>(var problem) ->
          page(
              request,
              HttpStatus.valueOf(problem.status()),
              session,
              returnPath,
              problem.status() == 401
                  ? Refusal.ofSentence(texts.of("admin.sign-in.refused"))
                  : Refusal.of(problem));
    };
  }

  private HttpResponse<?> page(
      HttpRequest<?> request,
      HttpStatus status,
      Session session,
      String returnPath,
      Refusal refusal) {
    return pages.show(
        request,
        status,
        "admin/sign-in",
        Map.of(
            "username", session.username(),
            "returnPath", returnPath,
            "refusal", refusal));
  }

  private static String returnPath(String text) {
    var path = ReturnPath.of(text);
    return path.startsWith(HOME) ? path : HOME;
  }
}
