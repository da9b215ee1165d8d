package io.cloudapp.webapp.execution;

import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** A person's own executions, and each of them while it runs. */
@Controller("/executions")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class ExecutionController {

  private final ExecutionLists lists;
  private final ExecutionPages executionPages;

  ExecutionController(ExecutionLists lists, ExecutionPages executionPages) {
    this.lists = lists;
    this.executionPages = executionPages;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request, Session session) {
    return lists.page(request, session.token(), "execution/list", "/executions");
  }

  @Get("/{id}")
  HttpResponse<?> show(HttpRequest<?> request, Session session, String id) {
    return executionPages.page(request, session.token(), id);
  }

  @Get("/{id}/steps")
  HttpResponse<?> steps(
      HttpRequest<?> request, Session session, String id, @QueryValue("since") String since) {
    return executionPages.steps(request, session.token(), id, since);
  }
}
