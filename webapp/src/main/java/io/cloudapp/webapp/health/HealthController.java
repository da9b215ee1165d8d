package io.cloudapp.webapp.health;

import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
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
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.Map;

/** How CloudApp is: what it needs, what it does by the clock, what is left over. */
@SecondFactor
@Controller("/admin/health")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class HealthController {

  private final HealthReports reports;
  private final HealthViews views;
  private final Pages pages;
  private final Clock clock;

  HealthController(HealthReports reports, HealthViews views, Pages pages, Clock clock) {
    this.reports = reports;
    this.views = views;
    this.pages = pages;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request, Session session) {
    return page(request, HttpStatus.OK, session, Refusal.none());
  }

  @Post("/redrive")
  HttpResponse<?> redrive(HttpRequest<?> request, Session session, Form form) {
    return switch (reports.redrive(token(session))) {
      case ApiAnswer.Given<Void> _ ->
          HttpResponse.seeOther(
              UriBuilder.of("/admin/health")
                  .queryParam("notice", Notice.DEAD_LETTERS_REDRIVEN.slug())
                  .build());
      case ApiAnswer.Refused<Void>(var problem) ->
          page(request, HttpStatus.valueOf(problem.status()), session, Refusal.of(problem));
    };
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, HttpStatus status, Session session, Refusal refusal) {
    var report = reports.read(token(session)).orErrorPage();
    return pages.show(
        request, status, "health/report", Map.of("health", views.of(report), "refusal", refusal));
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
