package io.cloudapp.services.edge;

import io.cloudapp.core.api.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

@Singleton
final class RefusalHandler implements ExceptionHandler<Refusal, HttpResponse<Problem>> {

  @Override
  public HttpResponse<Problem> handle(HttpRequest request, Refusal refusal) {
    return ProblemResponses.of(request, refusal.problem());
  }
}
