package io.cloudapp.webapp.admin;

import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.instance.InstanceViews;
import io.cloudapp.webapp.instance.Instances;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
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
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.Map;

/** The force stop of one instance. */
@SecondFactor
@Controller("/admin")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class StopController {

  private final Instances instances;
  private final InstanceViews instanceViews;
  private final Submissions submissions;
  private final RandomTokens random;
  private final Texts texts;
  private final Pages pages;
  private final Clock clock;

  StopController(
      Instances instances,
      InstanceViews instanceViews,
      Submissions submissions,
      RandomTokens random,
      Texts texts,
      Pages pages,
      Clock clock) {
    this.instances = instances;
    this.instanceViews = instanceViews;
    this.submissions = submissions;
    this.random = random;
    this.texts = texts;
    this.pages = pages;
    this.clock = clock;
  }

  @Get("/instances/{id}/stop")
  HttpResponse<?> confirmStop(HttpRequest<?> request, Session session, String id) {
    return stopPage(request, HttpStatus.OK, session, id, "", Refusal.none());
  }

  @Post("/instances/{id}/stop")
  HttpResponse<?> stop(HttpRequest<?> request, Session session, Form form, String id) {
    var reason = form.text("reason");
    if (reason.isEmpty()) {
      var refusal = Refusal.ofField("reason", texts.of("admin.stop.reason.missing"));
      return stopPage(request, HttpStatus.UNPROCESSABLE_ENTITY, session, id, reason, refusal);
    }
    var answer = submissions.stop(token(session), id, true, reason, form.text("idempotencyKey"));
    return switch (answer) {
      case ApiAnswer.Given<Submitted>(Submitted submitted) ->
          HttpResponse.seeOther(UriBuilder.of("/admin/executions").path(submitted.id()).build());
      case ApiAnswer.Refused<Submitted>(var problem) ->
          stopPage(
              request,
              HttpStatus.valueOf(problem.status()),
              session,
              id,
              reason,
              Refusal.of(problem));
    };
  }

  private HttpResponse<?> stopPage(
      HttpRequest<?> request,
      HttpStatus status,
      Session session,
      String id,
      String reason,
      Refusal refusal) {
    var instance = instances.read(token(session), id).orErrorPage();
    return pages.show(
        request,
        status,
        "admin/stop",
        Map.of(
            "instance",
            instanceViews.of(instance),
            "idempotencyKey",
            random.next(),
            "reason",
            reason,
            "refusal",
            refusal));
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
