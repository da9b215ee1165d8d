package io.cloudapp.webapp.profile;

import io.cloudapp.core.user.Profile;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.profile.Profiles.Secret;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.Session;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person's public key and second factor. */
@Controller("/profile")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ProfileController {

  /** A longer one, which only a tampered form brings, would be too fine for a camera. */
  private static final int LONGEST_LINK = 500;

  private final Profiles profiles;
  private final Pages pages;
  private final Texts texts;

  ProfileController(Profiles profiles, Pages pages, Texts texts) {
    this.profiles = profiles;
    this.pages = pages;
    this.texts = texts;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request, Session session) {
    var profile = profiles.read(session.token());
    var publicKey = profile.publicKey().orElse("");
    return page(request, HttpStatus.OK, profile, publicKey, Refusal.none());
  }

  @Post("/key")
  HttpResponse<?> changeKey(HttpRequest<?> request, Session session, Form form) {
    var publicKey = form.text("publicKey");
    var given = publicKey.isEmpty() ? Optional.<String>empty() : Optional.of(publicKey);
    return switch (profiles.changePublicKey(session.token(), given)) {
      case ApiAnswer.Given<Profile> _ ->
          seeProfile(given.isPresent() ? Notice.KEY_SAVED : Notice.KEY_REMOVED);
      case ApiAnswer.Refused<Profile>(var problem) ->
          page(
              request,
              HttpStatus.valueOf(problem.status()),
              profiles.read(session.token()),
              publicKey,
              Refusal.of(problem));
    };
  }

  @Post("/second-factor")
  HttpResponse<?> startSecondFactor(HttpRequest<?> request, Session session, Form form) {
    var secret = profiles.startSecondFactor(session.token()).orErrorPage();
    return secretPage(request, HttpStatus.OK, secret, Refusal.none());
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

  private HttpResponse<?> page(
      HttpRequest<?> request,
      HttpStatus status,
      Profile profile,
      String publicKey,
      Refusal refusal) {
    return pages.show(
        request,
        status,
        "profile/profile",
        Map.of(
            "profile", profile,
            "email", profile.email().orElse(""),
            "publicKey", publicKey,
            "refusal", refusal));
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

  private static HttpResponse<?> seeProfile(Notice notice) {
    return HttpResponse.seeOther(URI.create("/profile?notice=" + notice.slug()));
  }
}
