package io.cloudapp.webapp.execution;

import io.cloudapp.webapp.page.Pages;
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
import java.util.Map;
import java.util.Optional;

/** A person's own executions, and each of them while it runs. */
@Controller("/executions")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class ExecutionController {

  private final Executions executions;
  private final ExecutionViews views;
  private final ExecutionPages executionPages;
  private final Pages pages;

  ExecutionController(
      Executions executions, ExecutionViews views, ExecutionPages executionPages, Pages pages) {
    this.executions = executions;
    this.views = views;
    this.executionPages = executionPages;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> list(
      HttpRequest<?> request, Session session, @QueryValue("after") Optional<String> after) {
    var page = executions.list(session.token(), after);
    return pages.show(
        request,
        "execution/list",
        Map.of(
            "executions", page.items().stream().map(views::of).toList(),
            "next", page.next().orElse(""),
            "first", after.isEmpty()));
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
