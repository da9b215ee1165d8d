package io.cloudapp.functions.listexecutions;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.execution.ExecutionFilterReader;
import io.cloudapp.logic.execution.ExecutionFilterReader.Reading;
import io.cloudapp.logic.execution.ListExecutions;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/**
 * {@code GET /executions[?after=id][&limit=n][&count=true]}: a page of executions, the newest
 * first; the parameters of {@link ExecutionFilterReader} narrow it.
 */
public final class ListExecutionsHandler extends HttpFunction {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  @Inject ListExecutions listExecutions;

  public ListExecutionsHandler() {}

  public ListExecutionsHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    var limit =
        request
            .queryParameter("limit")
            .map(value -> NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0)
            .orElse(Page.DEFAULT_LIMIT);
    if (limit < 1 || limit > Page.MAXIMUM_LIMIT) {
      return Answer.of(
          Problem.ofField("limit", "Send a number from 1 to %d.".formatted(Page.MAXIMUM_LIMIT)));
    }
    return switch (ExecutionFilterReader.read(request.person(), request::queryParameter)) {
      case Reading.Valid(ExecutionFilter filter) ->
          Answer.ok(
              listExecutions.list(
                  request.person(),
                  filter,
                  request.queryParameter("after"),
                  limit,
                  request.queryParameter("count").filter("true"::equals).isPresent()));
      case Reading.Invalid(Problem problem) -> Answer.of(problem);
    };
  }
}
