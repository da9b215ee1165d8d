package io.cloudapp.webapp.instance;

import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Form;
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
import java.util.Optional;

/** The first page: what a person has, and "Create instance". */
@Controller
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class HomeController {

  private final Submissions submissions;
  private final HomePage home;
  private final Texts texts;

  HomeController(Submissions submissions, HomePage home, Texts texts) {
    this.submissions = submissions;
    this.home = home;
    this.texts = texts;
  }

  @Get("/")
  HttpResponse<?> show(
      HttpRequest<?> request, Session session, @QueryValue("after") Optional<String> after) {
    return home.show(request, HttpStatus.OK, session.token(), "", after, Refusal.none());
  }

  @Post("/instances")
  HttpResponse<?> create(HttpRequest<?> request, Session session, Form form) {
    var configuration = form.text("configuration");
    var lifetime = form.text("lifetimeHours");
    if (!lifetime.matches("[0-9]{0,4}")) {
      return home.show(
          request,
          HttpStatus.UNPROCESSABLE_ENTITY,
          session.token(),
          configuration,
          Optional.empty(),
          Refusal.ofField("lifetimeHours", texts.of("lifetime.choose.malformed")));
    }
    var hours = Optional.of(lifetime).filter(it -> !it.isEmpty()).map(Integer::valueOf);
    var answer =
        submissions.provision(session.token(), configuration, hours, form.text("idempotencyKey"));
    return switch (answer) {
      case ApiAnswer.Given<Submitted>(Submitted submitted) ->
          HttpResponse.seeOther(UriBuilder.of("/executions").path(submitted.id()).build());
      case ApiAnswer.Refused<Submitted>(var problem) ->
          home.show(
              request,
              HttpStatus.valueOf(problem.status()),
              session.token(),
              configuration,
              Optional.empty(),
              Refusal.of(problem));
    };
  }
}
