package io.cloudapp.webapp.profile;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.UserKey;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.PreferenceCookies;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.profile.Profiles.Secret;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.Session;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person's public keys, second factor and preferences. */
@Controller("/profile")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ProfileController {

  /** A longer one, which only a tampered form brings, would be too fine for a camera. */
  private static final int LONGEST_LINK = 500;

  private final Profiles profiles;
  private final ProfilePage page;
  private final PreferenceCookies cookies;
  private final Pages pages;
  private final Texts texts;

  ProfileController(
      Profiles profiles, ProfilePage page, PreferenceCookies cookies, Pages pages, Texts texts) {
    this.profiles = profiles;
    this.page = page;
    this.cookies = cookies;
    this.pages = pages;
    this.texts = texts;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request, Session session) {
    return page.show(request, session, HttpStatus.OK, ProfileForm.empty());
  }

  @Post("/keys")
  HttpResponse<?> addKey(HttpRequest<?> request, Session session, Form form) {
    var name = form.text("name");
    var publicKey = form.text("publicKey");
    return switch (profiles.addKey(session.token(), name, publicKey)) {
      case ApiAnswer.Given<UserKey> _ -> seeProfile(Notice.KEY_SAVED);
      case ApiAnswer.Refused<UserKey>(var problem) ->
          page.show(
              request,
              session,
              HttpStatus.valueOf(problem.status()),
              ProfileForm.ofKey(name, publicKey, Refusal.of(problem)));
    };
  }

  @Post("/keys/{id}/remove")
  HttpResponse<?> removeKey(Session session, String id, Form form) {
    profiles.removeKey(session.token(), id).orErrorPage();
    return seeProfile(Notice.KEY_REMOVED);
  }

  @Post("/preferences")
  HttpResponse<?> changePreferences(HttpRequest<?> request, Session session, Form form) {
    var zone = chosen(form.text("timeZone"));
    var language = chosen(form.text("language"));
    var notifications = form.text("notifications").equals("true");
    return switch (profiles.changePreferences(session.token(), zone, language, notifications)) {
      case ApiAnswer.Given<Profile> _ -> {
        var response = seeProfile(Notice.PREFERENCES_SAVED);
        cookies.keepZone(response, zone);
        cookies.keepLanguage(response, language);
        yield response;
      }
      case ApiAnswer.Refused<Profile>(var problem) ->
          page.show(
              request,
              session,
              HttpStatus.valueOf(problem.status()),
              ProfileForm.ofPreferences(Refusal.of(problem)));
    };
  }

  @Post("/second-factor")
  HttpResponse<?> startSecondFactor(HttpRequest<?> request, Session session, Form form) {
    return switch (profiles.startSecondFactor(session.token())) {
      case ApiAnswer.Given<Secret>(var secret) ->
          secretPage(request, HttpStatus.OK, secret, Refusal.none());
      case ApiAnswer.Refused<Secret> refused -> proveFirst(refused);
    };
  }

  /** The secret comes back with the form, because a wrong code must not lose it. */
  @Post("/second-factor/code")
  HttpResponse<?> confirmSecondFactor(HttpRequest<?> request, Session session, Form form) {
    var code = form.text("totp").replace(" ", "");
    var secret = new Secret(form.text("secret"), form.text("otpauthUri"));
    if (code.isEmpty()) {
      var refusal = Refusal.ofField("code", texts.of("challenge.totp.missing"));
      return secretPage(request, HttpStatus.UNPROCESSABLE_ENTITY, secret, refusal);
    }
    return switch (profiles.confirmSecondFactor(session.token(), code)) {
      case ApiAnswer.Given<Void> _ -> seeProfile(Notice.SECOND_FACTOR_ON);
      case ApiAnswer.Refused<Void>(var problem) ->
          secretPage(request, HttpStatus.valueOf(problem.status()), secret, Refusal.of(problem));
    };
  }

  @Post("/second-factor/remove")
  HttpResponse<?> removeSecondFactor(Session session, Form form) {
    return switch (profiles.removeSecondFactor(session.token())) {
      case ApiAnswer.Given<Void> _ -> seeProfile(Notice.SECOND_FACTOR_OFF);
      case ApiAnswer.Refused<Void> refused -> proveFirst(refused);
    };
  }

  /** A change of a second factor takes a new sign-in with it. */
  private static HttpResponse<?> proveFirst(ApiAnswer.Refused<?> refused) {
    if (!refused.problem().type().equals(ProblemType.SECOND_FACTOR_NEEDED.uri())) {
      refused.orErrorPage();
    }
    return HttpResponse.seeOther(URI.create("/sign-in/again"));
  }

  private static Optional<String> chosen(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private HttpResponse<?> secretPage(
      HttpRequest<?> request, HttpStatus status, Secret secret, Refusal refusal) {
    // Only an authenticator's address may become a link: the form brought it back.
    var link = secret.otpauthUri().startsWith("otpauth://") ? secret.otpauthUri() : "";
    return pages.show(
        request,
        status,
        "profile/second-factor",
        Map.of(
            "secret",
            secret.secret(),
            "otpauthUri",
            link,
            "pictures",
            link.isEmpty() || link.length() > LONGEST_LINK
                ? List.of()
                : List.of(QrPicture.of(link)),
            "refusal",
            refusal));
  }

  private static MutableHttpResponse<?> seeProfile(Notice notice) {
    return HttpResponse.seeOther(URI.create("/profile?notice=" + notice.slug()));
  }
}
