package io.cloudapp.webapp.configuration;

import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.RandomTokens;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.submission.Submissions;
import io.cloudapp.webapp.submission.Submissions.Submitted;
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
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The configurations, each with its draft, and what can be done to it as a whole. */
@SecondFactor
@Controller("/admin/configurations")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ConfigurationController {

  static final String LIST = "/admin/configurations";

  private final Configurations configurations;
  private final ConfigurationViews views;
  private final Confirmations confirmations;
  private final Submissions submissions;
  private final RandomTokens random;
  private final AdminTokens tokens;
  private final Pages pages;

  ConfigurationController(
      Configurations configurations,
      ConfigurationViews views,
      Confirmations confirmations,
      Submissions submissions,
      RandomTokens random,
      AdminTokens tokens,
      Pages pages) {
    this.configurations = configurations;
    this.views = views;
    this.confirmations = confirmations;
    this.submissions = submissions;
    this.random = random;
    this.tokens = tokens;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> list(
      HttpRequest<?> request, Session session, @QueryValue("after") Optional<String> after) {
    var page = configurations.list(tokens.of(session), after);
    return pages.show(
        request,
        "configuration/list",
        Map.of(
            "configurations", page.items().stream().map(views::of).toList(),
            "next", page.next().orElse(""),
            "first", after.isEmpty()));
  }

  @Get("/{name}")
  HttpResponse<?> show(HttpRequest<?> request, Session session, String name) {
    return page(request, HttpStatus.OK, tokens.of(session), name, Refusal.none());
  }

  /** Launches the draft as an instance that only this admin sees. */
  @Post("/{name}/test")
  HttpResponse<?> test(HttpRequest<?> request, Session session, Form form, String name) {
    var token = tokens.of(session);
    var version = ConfigurationForm.number(form.text("version"));
    return switch (submissions.test(token, name, version, form.text("idempotencyKey"))) {
      case ApiAnswer.Given<Submitted>(Submitted submitted) ->
          HttpResponse.seeOther(UriBuilder.of("/admin/executions").path(submitted.id()).build());
      case ApiAnswer.Refused<Submitted>(var problem) ->
          page(request, HttpStatus.valueOf(problem.status()), token, name, Refusal.whole(problem));
    };
  }

  @Get("/{name}/publish")
  HttpResponse<?> confirmPublish(HttpRequest<?> request, Session session, String name) {
    return confirmations.publish(request, tokens.of(session), name);
  }

  @Post("/{name}/publish")
  HttpResponse<?> publish(HttpRequest<?> request, Session session, Form form, String name) {
    var token = tokens.of(session);
    var version = ConfigurationForm.number(form.text("version"));
    return switch (configurations.publish(token, name, version)) {
      case ApiAnswer.Given<ConfigurationOffer> _ -> see(name, Notice.CONFIGURATION_PUBLISHED);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem) ->
          page(request, HttpStatus.valueOf(problem.status()), token, name, Refusal.whole(problem));
    };
  }

  @Get("/{name}/discard")
  HttpResponse<?> confirmDiscard(HttpRequest<?> request, Session session, String name) {
    return confirmations.discard(request, tokens.of(session), name);
  }

  @Post("/{name}/discard")
  HttpResponse<?> discard(HttpRequest<?> request, Session session, Form form, String name) {
    var token = tokens.of(session);
    return switch (configurations.discardDraft(token, name, form.text("version"))) {
      case ApiAnswer.Given<ConfigurationOffer> _ -> see(name, Notice.DRAFT_DISCARDED);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem) ->
          page(request, HttpStatus.valueOf(problem.status()), token, name, Refusal.whole(problem));
    };
  }

  @Get("/{name}/disable")
  HttpResponse<?> confirmDisable(HttpRequest<?> request, Session session, String name) {
    return confirmations.disable(request, tokens.of(session), name, Refusal.none());
  }

  @Post("/{name}/disable")
  HttpResponse<?> disable(HttpRequest<?> request, Session session, Form form, String name) {
    var token = tokens.of(session);
    return switch (configurations.switchTo(token, name, false)) {
      case ApiAnswer.Given<ConfigurationOffer> _ -> see(name, Notice.CONFIGURATION_DISABLED);
      case ApiAnswer.Refused<ConfigurationOffer>(var problem) ->
          confirmations.disable(request, token, name, Refusal.whole(problem));
    };
  }

  @Post("/{name}/enable")
  HttpResponse<?> enable(HttpRequest<?> request, Session session, Form form, String name) {
    configurations.switchTo(tokens.of(session), name, true).orErrorPage();
    return see(name, Notice.CONFIGURATION_ENABLED);
  }

  @Get("/{name}/delete")
  HttpResponse<?> confirmDelete(HttpRequest<?> request, Session session, String name) {
    return confirmations.delete(request, tokens.of(session), name, Refusal.none());
  }

  @Post("/{name}/delete")
  HttpResponse<?> delete(HttpRequest<?> request, Session session, Form form, String name) {
    var token = tokens.of(session);
    return switch (configurations.delete(token, name)) {
      case ApiAnswer.Given<Void> _ ->
          HttpResponse.seeOther(
              URI.create(LIST + "?notice=" + Notice.CONFIGURATION_DELETED.slug()));
      case ApiAnswer.Refused<Void>(var problem) ->
          confirmations.delete(request, token, name, Refusal.whole(problem));
    };
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, HttpStatus status, AccessToken token, String name, Refusal refusal) {
    var offer = configurations.read(token, name);
    var drafts =
        offer.draftVersion().map(version -> configurations.version(token, name, version)).stream()
            .map(draft -> views.draft(offer, draft))
            .toList();
    return pages.show(
        request,
        status,
        "configuration/configuration",
        Map.of(
            "configuration",
            views.of(offer),
            "drafts",
            drafts,
            "idempotencyKey",
            random.next(),
            "refusal",
            refusal));
  }

  static HttpResponse<?> see(String name, Notice notice) {
    return HttpResponse.seeOther(
        UriBuilder.of(LIST).path(name).queryParam("notice", notice.slug()).build());
  }
}
