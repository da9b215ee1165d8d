package io.cloudapp.webapp.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.RandomTokens;
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
import java.util.Map;

/** One instance: its state, its login details and its end. */
@Controller("/instances/{id}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class InstanceController {

  private final Instances instances;
  private final InstanceViews views;
  private final InstancePage page;
  private final Submissions submissions;
  private final RandomTokens random;
  private final Pages pages;

  InstanceController(
      Instances instances,
      InstanceViews views,
      InstancePage page,
      Submissions submissions,
      RandomTokens random,
      Pages pages) {
    this.instances = instances;
    this.views = views;
    this.page = page;
    this.submissions = submissions;
    this.random = random;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request, Session session, String id) {
    return page.show(request, session.token(), id);
  }

  @Get("/login")
  HttpResponse<?> confirmLogin(HttpRequest<?> request, Session session, String id) {
    return pages.show(request, "instance/confirm-login", Map.of("instance", view(session, id)));
  }

  @Post("/login")
  HttpResponse<?> revealLogin(HttpRequest<?> request, Session session, Form form, String id) {
    return switch (instances.revealLogin(session.token(), id)) {
      case ApiAnswer.Given<LoginDetails>(LoginDetails login) ->
          pages.show(
              request,
              "instance/login",
              Map.of(
                  "id",
                  id,
                  "login",
                  login,
                  "privateKey",
                  login.privateKey().orElse(""),
                  "keyFile",
                  "cloudapp-" + id + ".pem"));
      case ApiAnswer.Refused<LoginDetails>(var problem)
          when problem.type().equals(ProblemType.LOGIN_REVEALED.uri()) ->
          pages.show(request, HttpStatus.GONE, "instance/login-shown", Map.of("id", id));
      case ApiAnswer.Refused<LoginDetails> refused -> {
        refused.orErrorPage();
        yield HttpResponse.serverError();
      }
    };
  }

  @Get("/stop")
  HttpResponse<?> confirmStop(HttpRequest<?> request, Session session, String id) {
    return stopPage(request, HttpStatus.OK, session, id, Refusal.none());
  }

  @Post("/stop")
  HttpResponse<?> stop(HttpRequest<?> request, Session session, Form form, String id) {
    var answer =
        submissions.stop(
            session.token(), id, false, form.text("reason"), form.text("idempotencyKey"));
    return switch (answer) {
      case ApiAnswer.Given<Submitted>(Submitted submitted) ->
          HttpResponse.seeOther(UriBuilder.of("/executions").path(submitted.id()).build());
      case ApiAnswer.Refused<Submitted>(var problem) ->
          stopPage(request, HttpStatus.valueOf(problem.status()), session, id, Refusal.of(problem));
    };
  }

  private HttpResponse<?> stopPage(
      HttpRequest<?> request, HttpStatus status, Session session, String id, Refusal refusal) {
    return pages.show(
        request,
        status,
        "instance/stop",
        Map.of(
            "instance", view(session, id),
            "idempotencyKey", random.next(),
            "refusal", refusal));
  }

  private InstanceView view(Session session, String id) {
    return views.of(instances.read(session.token(), id).orErrorPage());
  }
}
