package io.cloudapp.functions.reporthealth;

import io.cloudapp.core.api.Route;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.health.RedriveDeadLetters;
import io.cloudapp.logic.health.ReportHealth;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** {@code GET /health-report} and {@code POST /dead-letters/redrive}. */
public final class ReportHealthHandler extends HttpFunction {

  @Inject ReportHealth reportHealth;
  @Inject RedriveDeadLetters redriveDeadLetters;

  public ReportHealthHandler() {}

  public ReportHealthHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    return request.routeKey().equals(Route.REDRIVE_DEAD_LETTERS.routeKey())
        ? redriveDeadLetters.redrive(request.person()).map(Answer::of).orElseGet(Answer::noContent)
        : Answer.ok(reportHealth.report());
  }
}
