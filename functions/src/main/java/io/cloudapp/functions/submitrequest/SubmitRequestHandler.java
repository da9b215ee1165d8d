package io.cloudapp.functions.submitrequest;

import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.execution.Submission;
import io.cloudapp.logic.execution.SubmitRequest;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** {@code POST /executions}: accepts a request to provision or stop an instance. */
public final class SubmitRequestHandler extends HttpFunction {

  @Inject SubmitRequest submitRequest;

  public SubmitRequestHandler() {}

  public SubmitRequestHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    var submission =
        submitRequest.submit(
            request.person(), request.header("Idempotency-Key"), request.jsonBody());
    return switch (submission) {
      case Submission.Accepted(var execution) ->
          Answer.accepted("/executions/" + execution.id(), execution);
      case Submission.Refused(var problem) -> Answer.of(problem);
    };
  }
}
