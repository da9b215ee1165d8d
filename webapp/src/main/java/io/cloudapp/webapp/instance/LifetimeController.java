package io.cloudapp.webapp.instance;

import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Lets owners say when their instance ends. */
@Controller("/instances/{id}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class LifetimeController {

  private final LifetimeForms forms;

  LifetimeController(LifetimeForms forms) {
    this.forms = forms;
  }

  @Post("/lifetime")
  HttpResponse<?> extend(HttpRequest<?> request, Session session, Form form, String id) {
    return forms.extend(request, session.token(), id, form);
  }

  @Post("/schedule")
  HttpResponse<?> schedule(HttpRequest<?> request, Session session, Form form, String id) {
    return forms.schedule(request, session.token(), id, form);
  }

  @Post("/schedule/exception")
  HttpResponse<?> exception(HttpRequest<?> request, Session session, Form form, String id) {
    return forms.exception(request, session.token(), id, form);
  }
}
