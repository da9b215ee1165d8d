package io.cloudapp.services.edge;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.logic.aws.Unavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dependency's fault, which whoever called repeats. */
@Singleton
final class UnavailableHandler implements ExceptionHandler<Unavailable, HttpResponse<Problem>> {

  private static final Logger LOG = LoggerFactory.getLogger(UnavailableHandler.class);

  @Override
  public HttpResponse<Problem> handle(HttpRequest request, Unavailable failure) {
    LOG.warn("{} {} must be repeated", request.getMethodName(), request.getPath(), failure);
    return ProblemResponses.of(
        request, Problem.of(ProblemType.TRY_LATER, "AWS is busy and did not answer. Try again."));
  }
}
