package io.cloudapp.webapp.admin;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.instance.InstancePage;
import io.cloudapp.webapp.instance.InstanceViews;
import io.cloudapp.webapp.instance.Instances;
import io.cloudapp.webapp.instance.LifetimeForms;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
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
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everyone's instances: the list with its filters, and each of them with its lifetime. */
@SecondFactor
@Controller("/admin")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class InstancesController {

  private static final Page<Instance> NOTHING = new Page<>(List.of(), Optional.empty());

  private final Instances instances;
  private final InstanceViews views;
  private final InstancePage page;
  private final LifetimeForms forms;
  private final Texts texts;
  private final Pages pages;
  private final Clock clock;

  InstancesController(
      Instances instances,
      InstanceViews views,
      InstancePage page,
      LifetimeForms forms,
      Texts texts,
      Pages pages,
      Clock clock) {
    this.instances = instances;
    this.views = views;
    this.page = page;
    this.forms = forms;
    this.texts = texts;
    this.pages = pages;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> list(
      HttpRequest<?> request, Session session, @QueryValue("after") Optional<String> after) {
    var filter = InstanceListFilter.of(request);
    return switch (instances.list(token(session), filter.parameters(), after)) {
      case ApiAnswer.Given<Page<Instance>>(var found) ->
          show(request, HttpStatus.OK, filter, found, after, Refusal.none());
      case ApiAnswer.Refused<Page<Instance>>(var problem) ->
          show(
              request,
              HttpStatus.valueOf(problem.status()),
              filter,
              NOTHING,
              after,
              Refusal.of(problem));
    };
  }

  private HttpResponse<?> show(
      HttpRequest<?> request,
      HttpStatus status,
      InstanceListFilter filter,
      Page<Instance> found,
      Optional<String> after,
      Refusal refusal) {
    return pages.show(
        request,
        status,
        "admin/instances",
        Map.of(
            "filter", filter,
            "states", states(),
            "instances", found.items().stream().map(views::of).toList(),
            "next", found.next().orElse(""),
            "first", after.isEmpty(),
            "refusal", refusal));
  }

  private List<Choice> states() {
    var each =
        Arrays.stream(InstanceState.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .map(name -> new Choice(name, texts.of("instance.state." + name)));
    var all =
        Stream.of(
            new Choice("", texts.of("dashboard.any")),
            new Choice("living", texts.of("dashboard.living")));
    return Stream.concat(all, each).toList();
  }

  @Get("/instances/{id}")
  HttpResponse<?> instance(HttpRequest<?> request, Session session, String id) {
    return page.show(request, token(session), id);
  }

  @Post("/instances/{id}/lifetime")
  HttpResponse<?> extend(HttpRequest<?> request, Session session, Form form, String id) {
    return forms.extend(request, token(session), id, form);
  }

  @Post("/instances/{id}/schedule")
  HttpResponse<?> schedule(HttpRequest<?> request, Session session, Form form, String id) {
    return forms.schedule(request, token(session), id, form);
  }

  @Post("/instances/{id}/schedule/exception")
  HttpResponse<?> exception(HttpRequest<?> request, Session session, Form form, String id) {
    return forms.exception(request, token(session), id, form);
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
