package io.cloudapp.local.gateway;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.ProblemType;
import java.util.List;

/** JWT for people, with the audiences of the two app clients, and SigV4 for workflows. */
public final class PeopleAndWorkflows implements Authorizers {

  private static final String BEARER = "Bearer ";

  private final TokenVerifier people;
  private final TokenVerifier admins;
  private final SignatureVerifier workflows;

  /**
   * @param people accepts tokens of the web and the admin client
   * @param admins accepts those of the admin client only
   */
  public PeopleAndWorkflows(
      TokenVerifier people, TokenVerifier admins, SignatureVerifier workflows) {
    this.people = people;
    this.admins = admins;
    this.workflows = workflows;
  }

  @Override
  public Decision authorize(Access access, GatewayRequest request) {
    return switch (access) {
      case ANYONE -> new Anyone();
      case USER -> person(people, request);
      case ADMIN -> admin(request);
      case WORKFLOW -> workflow(request);
    };
  }

  private Decision admin(GatewayRequest request) {
    var decision = person(admins, request);
    if (decision instanceof Refused && person(people, request) instanceof Person) {
      return new Refused(
          ProblemType.SECOND_FACTOR_NEEDED,
          "Sign in to the admin area with your second factor, then try again.",
          "Forbidden");
    }
    return decision;
  }

  private static Decision person(TokenVerifier verifier, GatewayRequest request) {
    // As API Gateway sees headers that are sent twice: one that means nothing.
    var authorization =
        String.join(",", request.call().headers().getOrDefault("authorization", List.of()));
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new Refused(ProblemType.UNAUTHENTICATED, "Sign in first.", "Unauthorized");
    }
    return switch (verifier.verify(authorization.substring(BEARER.length()).strip())) {
      case TokenVerifier.Verified(var claims) -> new Person(claims);
      case TokenVerifier.Refused(var reason) ->
          new Refused(
              ProblemType.UNAUTHENTICATED, "Sign in again: " + reason + ".", "Unauthorized");
    };
  }

  private Decision workflow(GatewayRequest request) {
    var call = request.call();
    var signed =
        new SignedRequest(call.method(), call.path(), call.query(), call.headers(), call.body());
    return switch (workflows.verify(signed)) {
      case SignatureVerifier.Verified(var accessKey) -> new Workflow(accessKey);
      case SignatureVerifier.Refused(var reason) ->
          new Refused(
              ProblemType.FORBIDDEN,
              "Only CloudApp's workflows may call this: " + reason + ".",
              "Forbidden");
    };
  }
}
