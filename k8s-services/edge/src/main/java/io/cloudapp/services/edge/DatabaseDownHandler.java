package io.cloudapp.services.edge;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Aurora scales up or fails over: whoever called repeats. */
@Singleton
final class DatabaseDownHandler
    implements ExceptionHandler<ConnectionException, HttpResponse<Problem>> {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseDownHandler.class);

  @Override
  public HttpResponse<Problem> handle(HttpRequest request, ConnectionException failure) {
    LOG.warn("{} {} found no database", request.getMethodName(), request.getPath(), failure);
    return ProblemResponses.of(
        request, Problem.of(ProblemType.TRY_LATER, "The database did not answer. Try again."));
  }
}
