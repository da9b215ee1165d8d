package io.cloudapp.functions.claimrequest;

import io.cloudapp.logic.execution.Claim;
import io.cloudapp.logic.execution.ClaimRequest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;

/** Gives a workflow the work of its execution; called by the workflows alone. */
public final class ClaimRequestHandler
    extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {

  @Inject ClaimRequest claimRequest;

  public ClaimRequestHandler() {}

  public ClaimRequestHandler(ApplicationContext context) {
    super(context);
  }

  /** From {@code {"executionId"}} to the work, with times in milliseconds of the epoch. */
  @Override
  public Map<String, Object> execute(Map<String, Object> input) {
    if (!(input.get("executionId") instanceof String executionId)) {
      throw new IllegalArgumentException("The input has no executionId");
    }
    return switch (claimRequest.claim(executionId)) {
      case Claim.Nothing() -> Map.of("proceed", false);
      case Claim.Proceed work ->
          Map.of(
              "proceed", true,
              "executionId", work.executionId(),
              "kind", work.kind().wireName(),
              "instanceId", work.instanceId(),
              "forced", work.forced(),
              "configuration", work.configuration(),
              "requestedBy", work.requestedBy(),
              "forceUntilMillis", work.forceUntil().toEpochMilli(),
              "deadlineMillis", work.deadline().toEpochMilli());
    };
  }
}
