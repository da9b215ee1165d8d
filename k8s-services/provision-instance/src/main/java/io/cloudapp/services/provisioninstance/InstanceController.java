package io.cloudapp.services.provisioninstance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.instance.ReadInstances;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Shows people their instances, and admins all of them. */
@Controller("/instances")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InstanceController {

  private final ReadInstances instances;

  InstanceController(ReadInstances instances) {
    this.instances = instances;
  }

  @Get
  Page<Instance> list(
      Caller caller,
      HttpParameters parameters,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit) {
    return instances.list(caller, FilterReader.read(parameters), after, limit(limit));
  }

  @Get("/{id}")
  Instance read(Caller caller, String id) {
    return instances
        .find(caller, id)
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemType.NOT_FOUND, "There is no such instance, or it is not yours."));
  }

  private static int limit(Optional<String> limit) {
    try {
      int wanted = limit.map(Integer::parseInt).orElse(Page.DEFAULT_LIMIT);
      if (wanted >= 1 && wanted <= Page.MAXIMUM_LIMIT) {
        return wanted;
      }
    } catch (NumberFormatException notANumber) {
      // The same refusal as for a number out of range.
    }
    throw Refusal.ofField("limit", "Send a number from 1 to " + Page.MAXIMUM_LIMIT + ".");
  }
}
