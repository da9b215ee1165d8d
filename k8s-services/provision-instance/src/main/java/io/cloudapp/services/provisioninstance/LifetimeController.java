package io.cloudapp.services.provisioninstance;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.instance.ChangeLifetime;
import io.cloudapp.logic.instance.ChangeSchedule;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.ReadInstances;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * Lets owners and admins say when an instance ends; each answers with the instance as it is then.
 */
@Controller("/instances/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LifetimeController {

  private final ChangeLifetime lifetime;
  private final ChangeSchedule schedule;
  private final ReadInstances instances;

  LifetimeController(ChangeLifetime lifetime, ChangeSchedule schedule, ReadInstances instances) {
    this.lifetime = lifetime;
    this.schedule = schedule;
    this.instances = instances;
  }

  @Post("/lifetime")
  Instance extend(Caller caller, String id, @Body JsonNode body) {
    return answer(
        caller, id, lifetime.extend(caller, id, ScheduleReader.instant(body, "expiresAt")));
  }

  @Put("/schedule")
  Instance set(Caller caller, String id, @Body JsonNode body) {
    return answer(caller, id, schedule.set(caller, id, ScheduleReader.weekly(body)));
  }

  @Delete("/schedule")
  Instance remove(Caller caller, String id) {
    return answer(caller, id, schedule.remove(caller, id));
  }

  @Put("/schedule/exception")
  Instance skip(Caller caller, String id, @Body JsonNode body) {
    return answer(caller, id, schedule.skip(caller, id, ScheduleReader.instant(body, "at")));
  }

  @Delete("/schedule/exception")
  Instance keepAll(Caller caller, String id) {
    return answer(caller, id, schedule.keepAll(caller, id));
  }

  private Instance answer(Caller caller, String id, Outcome<?> outcome) {
    if (outcome instanceof Outcome.Refused<?>(var problem)) {
      throw new Refusal(problem);
    }
    return instances
        .find(caller, id)
        .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such instance."));
  }
}
