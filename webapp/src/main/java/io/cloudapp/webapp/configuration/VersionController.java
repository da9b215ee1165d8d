package io.cloudapp.webapp.configuration;

import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;

/** The history of a configuration: every version, what changed, and the way back. */
@SecondFactor
@Controller("/admin/configurations/{name}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class VersionController {

  private final Configurations configurations;
  private final ConfigurationViews views;
  private final Confirmations confirmations;
  private final AdminTokens tokens;
  private final Pages pages;

  VersionController(
      Configurations configurations,
      ConfigurationViews views,
      Confirmations confirmations,
      AdminTokens tokens,
      Pages pages) {
    this.configurations = configurations;
    this.views = views;
    this.confirmations = confirmations;
    this.tokens = tokens;
    this.pages = pages;
  }

  @Get("/versions")
  HttpResponse<?> list(
      HttpRequest<?> request,
      Session session,
      String name,
      @QueryValue("after") Optional<String> after) {
    var page = configurations.versions(tokens.of(session), name, after);
    return pages.show(
        request,
        "configuration/versions",
        Map.of(
            "name", name,
            "versions", page.items().stream().map(views::of).toList(),
            "next", page.next().orElse(""),
            "first", after.isEmpty()));
  }

  @Get("/versions/{version}")
  HttpResponse<?> show(HttpRequest<?> request, Session session, String name, String version) {
    var configuration =
        configurations.version(tokens.of(session), name, version).orErrorPage().configuration();
    return pages.show(
        request,
        "configuration/version",
        Map.of(
            "name", name,
            "version", configuration.version(),
            "description", configuration.description(),
            "recipe", views.recipe(configuration)));
  }

  @Get("/changes")
  HttpResponse<?> changes(
      HttpRequest<?> request,
      Session session,
      String name,
      @QueryValue("from") String from,
      @QueryValue("to") String to) {
    var token = tokens.of(session);
    var before = configurations.version(token, name, from).orErrorPage().configuration();
    var after = configurations.version(token, name, to).orErrorPage().configuration();
    return pages.show(
        request,
        "configuration/changes",
        Map.of(
            "name", name,
            "from", before.version(),
            "to", after.version(),
            "changes", views.changes(before, after)));
  }

  @Get("/roll-back")
  HttpResponse<?> confirmRollBack(
      HttpRequest<?> request, Session session, String name, @QueryValue("version") String version) {
    return confirmations.rollBack(request, tokens.of(session), name, version, Refusal.none());
  }

  @Post("/roll-back")
  HttpResponse<?> rollBack(HttpRequest<?> request, Session session, Form form, String name) {
    var token = tokens.of(session);
    var version = form.text("version");
    var answer =
        configurations.rollBack(
            token,
            name,
            ConfigurationForm.number(version),
            ConfigurationForm.number(form.text("latestVersion")));
    return switch (answer) {
      case ApiAnswer.Given<ConfigurationOffer> _ ->
          ConfigurationController.see(name, Notice.CONFIGURATION_ROLLED_BACK);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem) ->
          confirmations.rollBack(request, token, name, version, Refusal.whole(problem));
    };
  }
}
