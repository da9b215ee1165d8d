package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.execution.ExecutionLists;
import io.cloudapp.webapp.session.SecondFactor;
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
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everyone's executions, and what each of them did. */
@SecondFactor
@Controller("/admin/executions")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class InspectorController {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  private final ExecutionLists lists;
  private final InspectorPages inspector;
  private final GraphPictures pictures;
  private final Clock clock;

  InspectorController(
      ExecutionLists lists, InspectorPages inspector, GraphPictures pictures, Clock clock) {
    this.lists = lists;
    this.inspector = inspector;
    this.pictures = pictures;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request, Session session) {
    var token = token(session);
    pictures.makeReady();
    return lists.page(request, token, "inspector/list", "/admin/executions");
  }

  @Get("/{id}")
  HttpResponse<?> show(
      HttpRequest<?> request,
      Session session,
      String id,
      @QueryValue("run") Optional<String> run,
      @QueryValue("from") Optional<String> from) {
    return inspector.page(request, token(session), id, place(run, from));
  }

  @Get("/{id}/live")
  HttpResponse<?> live(
      HttpRequest<?> request,
      Session session,
      String id,
      @QueryValue("since") String since,
      @QueryValue("run") Optional<String> run,
      @QueryValue("from") Optional<String> from) {
    return inspector.live(request, token(session), id, place(run, from), since);
  }

  /** An address that somebody made up shows the beginning. */
  private static EventPlace place(Optional<String> run, Optional<String> from) {
    return run.flatMap(InspectorController::number)
        .flatMap(
            runNumber ->
                from.flatMap(InspectorController::number).map(id -> new EventPlace(runNumber, id)))
        .orElse(EventPlace.beginning());
  }

  private static Optional<Integer> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
