package io.cloudapp.local.gateway;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.ProblemType;
import java.util.Map;

/** The authorizers of the API: JWT for people, SigV4 for workflows. */
public interface Authorizers {

  /** Who is let through, or why nobody is. */
  sealed interface Decision {}

  record Anyone() implements Decision {}

  record Person(Map<String, Object> claims) implements Decision {}

  record Workflow(String accessKeyId) implements Decision {}

  /** {@code message} is API Gateway's own word. */
  record Refused(ProblemType type, String detail, String message) implements Decision {}

  Decision authorize(Access access, GatewayRequest request);
}
