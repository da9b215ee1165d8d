package io.cloudapp.services.edge;

import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives every error that the framework finds the shape of a problem document. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {

  private static final String ON_OUR_SIDE =
      "Something went wrong on our side. Try again; if it stays, tell an admin the reference.";

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    var answer = of(context.getRequest(), problem(response.code()));
    response.getHeaders().findFirst(HttpHeaders.ALLOW).ifPresent(it -> answer.header("Allow", it));
    return answer;
  }

  static MutableHttpResponse<Problem> of(HttpRequest<?> request, Problem problem) {
    var reference = request.getHeaders().findFirst(GatewayHeader.REQUEST).orElse("");
    return HttpResponse.<Problem>status(problem.status(), problem.title())
        .contentType(MediaType.of(Problem.MEDIA_TYPE))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(problem.withReference(reference));
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "Sign in first.");
      case 403 -> Problem.of(ProblemType.FORBIDDEN, "You may not do this.");
      case 404 -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
      case 405 ->
          Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This address does not answer that method.");
      case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "Send at most 64 KiB; this is larger.");
      case 415 -> malformed(415, "Send the body as application/json.");
      case 406 -> malformed(406, "The answer is application/json; accept that.");
      default ->
          status < 500
              ? malformed(400, "Send a JSON object of the documented shape.")
              : Problem.of(ProblemType.INTERNAL_ERROR, ON_OUR_SIDE);
    };
  }

  private static Problem malformed(int status, String detail) {
    var type = ProblemType.MALFORMED_REQUEST;
    return new Problem(type.uri(), type.title(), status, detail, "", List.of());
  }
}
