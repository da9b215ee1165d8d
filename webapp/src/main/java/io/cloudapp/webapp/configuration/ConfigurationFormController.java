package io.cloudapp.webapp.configuration;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.SecondFactor;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Creates, copies and changes configurations, after a look at what would be launched. */
@SecondFactor
@Controller("/admin")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ConfigurationFormController {

  private final Configurations configurations;
  private final ConfigurationFormPage page;
  private final FormFaults faults;
  private final AdminTokens tokens;

  ConfigurationFormController(
      Configurations configurations,
      ConfigurationFormPage page,
      FormFaults faults,
      AdminTokens tokens) {
    this.configurations = configurations;
    this.page = page;
    this.faults = faults;
    this.tokens = tokens;
  }

  /**
   * The empty form.
   *
   * @param like the name of a configuration to begin with
   */
  @Get("/new-configuration")
  HttpResponse<?> blank(
      HttpRequest<?> request, Session session, @QueryValue("like") Optional<String> like) {
    var token = tokens.of(session);
    var form = like.map(name -> latest(token, name).copy()).orElseGet(ConfigurationForm::empty);
    return page.show(request, HttpStatus.OK, "", form, Refusal.none());
  }

  @Post("/new-configuration")
  HttpResponse<?> create(HttpRequest<?> request, Session session, Form sent) {
    var token = tokens.of(session);
    var form = ConfigurationForm.of(sent);
    if (isPreview(sent)) {
      return preview(request, token, "", form);
    }
    return switch (configurations.create(token, form.wanted())) {
      case ApiAnswer.Given<ConfigurationOffer>(var offer) ->
          ConfigurationController.see(offer.configuration().name(), Notice.DRAFT_SAVED);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem) ->
          refused(request, "", form, problem);
    };
  }

  @Get("/configurations/{name}/edit")
  HttpResponse<?> edit(HttpRequest<?> request, Session session, String name) {
    var form = latest(tokens.of(session), name);
    return page.show(request, HttpStatus.OK, name, form, Refusal.none());
  }

  @Post("/configurations/{name}/edit")
  HttpResponse<?> change(HttpRequest<?> request, Session session, Form sent, String name) {
    var token = tokens.of(session);
    var form = ConfigurationForm.of(sent).named(name);
    if (isPreview(sent)) {
      return preview(request, token, name, form);
    }
    return switch (configurations.change(token, name, form.wanted())) {
      case ApiAnswer.Given<ConfigurationOffer>(var offer) ->
          ConfigurationController.see(
              name, offer.draftVersion().isPresent() ? Notice.DRAFT_SAVED : Notice.NOTHING_CHANGED);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem)
          when problem.type().equals(ProblemType.CONFLICT.uri()) ->
          page.showConflict(request, token, form);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem) ->
          refused(request, name, form, problem);
    };
  }

  private HttpResponse<?> preview(
      HttpRequest<?> request, AccessToken token, String name, ConfigurationForm form) {
    return switch (configurations.preview(token, form.wanted())) {
      case ApiAnswer.Given<LaunchPreview>(var preview) ->
          page.showPreview(request, name, form, preview);
      case ApiAnswer.Refused<LaunchPreview>(var problem) -> refused(request, name, form, problem);
    };
  }

  private HttpResponse<?> refused(
      HttpRequest<?> request, String name, ConfigurationForm form, Problem problem) {
    return page.show(request, HttpStatus.valueOf(problem.status()), name, form, faults.of(problem));
  }

  private ConfigurationForm latest(AccessToken token, String name) {
    var offer = configurations.read(token, name);
    return ConfigurationForm.of(
        configurations.version(token, name, offer.latestVersion()).configuration(),
        offer.latestVersion());
  }

  private static boolean isPreview(Form sent) {
    return sent.text("action").equals("preview");
  }
}
