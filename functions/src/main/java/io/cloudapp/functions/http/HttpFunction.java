package io.cloudapp.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.functions.snapshot.Rehearsal;
import io.cloudapp.logic.audit.Refusals;
import io.cloudapp.logic.login.EndedSessions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function behind API Gateway: the one place where its outcomes and failures become HTTP. */
public abstract class HttpFunction
    extends MicronautRequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(HttpFunction.class);

  // Kept here, because nobody else keeps it.
  @SuppressWarnings("unused")
  private final Rehearsal rehearsal = Rehearsal.of(this::rehearse);

  @Inject EndedSessions endedSessions;
  @Inject Refusals refusals;
  @Inject Optional<SamLocalAuthorizer> samLocalAuthorizer;

  protected HttpFunction() {}

  protected HttpFunction(ApplicationContext context) {
    super(context);
  }

  /** Answers a signed-in person; whatever is thrown becomes a problem document. */
  protected abstract Answer answer(HttpRequest request);

  @Override
  public final APIGatewayV2HTTPResponse execute(APIGatewayV2HTTPEvent event) {
    var requestId = event.getRequestContext().getRequestId();
    return response(answerOrProblem(event).withReference(requestId));
  }

  /** Reads a request and refuses it, without asking whoever would answer it. */
  private void rehearse() {
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withRouteKey(Route.LIST_EXECUTIONS.routeKey())
            .withHeaders(Map.of("content-type", "application/json"))
            .withBody("{\"kind\": \"rehearsal\"}")
            .withRequestContext(
                APIGatewayV2HTTPEvent.RequestContext.builder().withRequestId("rehearsal").build())
            .build();
    var request = HttpRequest.of(event);
    request.caller();
    request.route();
    request.jsonBody();
    response(
        Answer.of(Problem.of(ProblemType.UNAUTHENTICATED, "Nobody signed in."))
            .withReference("rehearsal"));
  }

  private Answer answerOrProblem(APIGatewayV2HTTPEvent event) {
    try {
      samLocalAuthorizer.ifPresent(authorizer -> authorizer.authorize(event));
      var request = HttpRequest.of(event);
      var caller = request.caller();
      if (caller.isEmpty()) {
        return answerToNobody(request);
      }
      var answer = answer(request, caller.get());
      if (answer.body() instanceof Problem problem) {
        request
            .route()
            .ifPresent(route -> refusals.note(caller.get(), route, request.target(), problem));
      }
      return answer;
    } catch (BadRequest badRequest) {
      return Answer.of(badRequest.problem());
    } catch (RuntimeException failure) {
      LOG.error("{} failed", getClass().getSimpleName(), failure);
      return Answer.of(
          Problem.of(
              ProblemType.INTERNAL_ERROR,
              "Something went wrong on our side. Try again; if it stays, tell an admin the"
                  + " reference."));
    }
  }

  /** API Gateway's authorizer refuses them; a route that lost its authorizer stays shut. */
  private Answer answerToNobody(HttpRequest request) {
    return request.route().map(Route::access).filter(Access.ANYONE::equals).isPresent()
        ? answer(request)
        : Answer.of(Problem.of(ProblemType.UNAUTHENTICATED, "Sign in first."));
  }

  private Answer answer(HttpRequest request, Caller caller) {
    var refusal = endedSessions.refusal(caller, request.signedInAt());
    if (refusal.isPresent()) {
      return Answer.of(refusal.get());
    }
    // API Gateway's authorizer refuses them too.
    if (request.route().map(Route::access).filter(Access.ADMIN::equals).isPresent()
        && !caller.isAdmin()) {
      return Answer.of(
          Problem.of(
              ProblemType.SECOND_FACTOR_NEEDED, "Sign in as an admin with your second factor."));
    }
    return answer(request);
  }

  private static APIGatewayV2HTTPResponse response(Answer answer) {
    var headers = new HashMap<>(answer.headers());
    headers.putIfAbsent("cache-control", "no-store");
    headers.putIfAbsent(
        "content-type", answer.body() instanceof Problem ? Problem.MEDIA_TYPE : "application/json");
    try {
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(answer.status())
          .withHeaders(headers)
          .withBody(answer.status() == 204 ? "" : Json.mapper().writeValueAsString(answer.body()))
          .build();
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("An answer cannot be written as JSON", unwritable);
    }
  }
}
