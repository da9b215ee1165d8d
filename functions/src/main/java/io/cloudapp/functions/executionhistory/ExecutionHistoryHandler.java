package io.cloudapp.functions.executionhistory;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.history.ReadHistory;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** {@code GET /executions/{id}/history}: the machine and every event of the runs, for admins. */
public final class ExecutionHistoryHandler extends HttpFunction {

  @Inject ReadHistory readHistory;

  public ExecutionHistoryHandler() {}

  public ExecutionHistoryHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    if (!request.person().isAdmin()) {
      return Answer.of(Problem.of(ProblemType.FORBIDDEN, "Only admins see this."));
    }
    return readHistory
        .read(request.pathParameter("id"))
        .map(Answer::ok)
        .orElseGet(
            () -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is no such execution.")));
  }
}
