package io.cloudapp.functions.stopec2;

import io.cloudapp.logic.instance.ForceStop;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.ReadBoot.Boot;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;

/** Stops an instance by force; called by the workflow of an admin's stop alone. */
public final class StopEc2Handler
    extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {

  @Inject ForceStop forceStop;

  public StopEc2Handler() {}

  public StopEc2Handler(ApplicationContext context) {
    super(context);
  }

  /**
   * From {@code {"executionId", "instanceId"}} to {@code {"state", "gone"}}.
   *
   * @throws StopNotDone when it has to be tried again or cannot be done
   */
  @Override
  public Map<String, Object> execute(Map<String, Object> input) {
    if (!(input.get("executionId") instanceof String executionId)
        || !(input.get("instanceId") instanceof String instanceId)) {
      throw new IllegalArgumentException("The input needs executionId and instanceId");
    }
    return switch (forceStop.stop(executionId, instanceId)) {
      case Outcome.Done<Boot>(var now) -> Map.of("state", now.state().name(), "gone", now.gone());
      case Outcome.Refused<Boot>(var problem) -> throw new StopNotDone(problem.detail());
    };
  }
}
