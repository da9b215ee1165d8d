package io.cloudapp.webapp.signin;

import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.Role;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.PreferenceCookies;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Anyone;
import io.cloudapp.webapp.session.Challenges;
import io.cloudapp.webapp.session.Challenges.Challenge;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.ReturnPath;
import io.cloudapp.webapp.session.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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

/** The sign-in form, and the next field when the API asks for more. */
@Anyone
@Controller("/sign-in")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SignInController {

  private static final String NEW_PASSWORD = "NEW_PASSWORD_REQUIRED";
  private static final URI CHALLENGE_PAGE = URI.create("/sign-in/challenge");
  private static final URI START_AGAIN =
      URI.create("/sign-in?notice=" + Notice.CHALLENGE_ENDED.slug());

  private final SignIns signIns;
  private final Sessions sessions;
  private final Challenges challenges;
  private final PreferenceCookies cookies;
  private final Pages pages;
  private final Texts texts;

  SignInController(
      SignIns signIns,
      Sessions sessions,
      Challenges challenges,
      PreferenceCookies cookies,
      Pages pages,
      Texts texts) {
    this.signIns = signIns;
    this.sessions = sessions;
    this.challenges = challenges;
    this.cookies = cookies;
    this.pages = pages;
    this.texts = texts;
  }

  @Get
  HttpResponse<?> form(HttpRequest<?> request, @QueryValue("return") Optional<String> back) {
    var returnPath = ReturnPath.of(back.orElse("/"));
    return Sessions.of(request).isPresent()
        ? HttpResponse.seeOther(URI.create(returnPath))
        : page(request, HttpStatus.OK, "", returnPath, Refusal.none());
  }

  @Post
  HttpResponse<?> signIn(HttpRequest<?> request, Form form) {
    var username = form.text("username");
    var password = form.raw("password");
    var returnPath = ReturnPath.of(form.raw("return"));
    if (username.isEmpty() || password.isEmpty()) {
      var missing = username.isEmpty() ? "username" : "password";
      var refusal = Refusal.ofField(missing, texts.of("sign-in." + missing + ".missing"));
      return page(request, HttpStatus.UNPROCESSABLE_ENTITY, username, returnPath, refusal);
    }
    var answer = signIns.signIn(username, password, Optional.empty(), Optional.empty());
    return switch (answer) {
      case ApiAnswer.Given<SignInAnswer>(SignInAnswer given) ->
          proceed(request, given, username, password, Optional.empty(), returnPath);
      case ApiAnswer.Refused<SignInAnswer>(var problem) ->
          page(
              request,
              HttpStatus.valueOf(problem.status()),
              username,
              returnPath,
              problem.status() == 401
                  ? Refusal.ofSentence(texts.of("sign-in.refused"))
                  : Refusal.of(problem));
    };
  }

  @Get("/challenge")
  HttpResponse<?> challenge(HttpRequest<?> request) {
    return challenges
        .find(request)
        .<HttpResponse<?>>map(
            challenge -> challengePage(request, HttpStatus.OK, challenge, Refusal.none()))
        .orElseGet(() -> HttpResponse.seeOther(START_AGAIN));
  }

  @Post("/challenge")
  HttpResponse<?> answerChallenge(HttpRequest<?> request, Form form) {
    return challenges
        .find(request)
        .<HttpResponse<?>>map(challenge -> answerChallenge(request, form, challenge))
        .orElseGet(() -> HttpResponse.seeOther(START_AGAIN));
  }

  private HttpResponse<?> answerChallenge(HttpRequest<?> request, Form form, Challenge challenge) {
    var asksForPassword = challenge.name().equals(NEW_PASSWORD);
    var field = asksForPassword ? "newPassword" : "totp";
    var given = asksForPassword ? form.raw(field) : form.text(field).replace(" ", "");
    if (given.isEmpty()) {
      return refuseField(request, challenge, field, texts.of("challenge." + field + ".missing"));
    }
    var newPassword = asksForPassword ? Optional.of(given) : challenge.newPassword();
    var totp = asksForPassword ? Optional.<String>empty() : Optional.of(given);
    var answer = signIns.signIn(challenge.username(), challenge.password(), newPassword, totp);
    return switch (answer) {
      case ApiAnswer.Given<SignInAnswer>(SignInAnswer next) ->
          proceed(
              request,
              next,
              challenge.username(),
              challenge.password(),
              newPassword,
              challenge.returnPath());
      case ApiAnswer.Refused<SignInAnswer>(var problem) when problem.status() == 401 ->
          refuseField(request, challenge, field, texts.of("challenge." + field + ".refused"));
      case ApiAnswer.Refused<SignInAnswer>(var problem) ->
          challengePage(
              request, HttpStatus.valueOf(problem.status()), challenge, Refusal.of(problem));
    };
  }

  private HttpResponse<?> proceed(
      HttpRequest<?> request,
      SignInAnswer answer,
      String username,
      String password,
      Optional<String> newPassword,
      String returnPath) {
    if (answer.authenticated()) {
      var profile = signIns.profile(answer);
      var response = HttpResponse.seeOther(URI.create(returnPath));
      sessions.begin(request, response, username, profile.role() == Role.ADMIN, answer);
      keepPreferences(response, profile);
      return response;
    }
    var response = HttpResponse.seeOther(CHALLENGE_PAGE);
    challenges.hold(
        request,
        response,
        answer.challenge().orElseThrow(),
        username,
        password,
        newPassword,
        returnPath);
    return response;
  }

  /** What the person chose elsewhere; what they did not choose stays as this browser has it. */
  private void keepPreferences(MutableHttpResponse<?> response, Profile profile) {
    if (profile.language().isPresent()) {
      cookies.keepLanguage(response, profile.language());
    }
    cookies.keepZone(response, profile.timeZone());
  }

  private HttpResponse<?> refuseField(
      HttpRequest<?> request, Challenge challenge, String field, String message) {
    var refusal = Refusal.ofField(field, message);
    return challengePage(request, HttpStatus.UNPROCESSABLE_ENTITY, challenge, refusal);
  }

  private MutableHttpResponse<String> challengePage(
      HttpRequest<?> request, HttpStatus status, Challenge challenge, Refusal refusal) {
    return pages.show(
        request,
        status,
        "signin/challenge",
        Map.of(
            "asksForPassword", challenge.name().equals(NEW_PASSWORD),
            "username", challenge.username(),
            "refusal", refusal));
  }

  private MutableHttpResponse<String> page(
      HttpRequest<?> request,
      HttpStatus status,
      String username,
      String returnPath,
      Refusal refusal) {
    return pages.show(
        request,
        status,
        "signin/sign-in",
        Map.of("username", username, "returnPath", returnPath, "refusal", refusal));
  }
}
