package io.cloudapp.services.provisioninstance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.logic.instance.LaunchInstance;
import io.cloudapp.logic.instance.LaunchInstance.Launched;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.PublishLogin;
import io.cloudapp.logic.instance.PublishLogin.Published;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.instance.ReadBoot.Boot;
import io.cloudapp.logic.instance.TerminateInstance;
import io.cloudapp.logic.instance.TerminateInstance.Ended;
import io.cloudapp.logic.usage.RecordUsage;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Does for the workflows what their steps need done to an instance; each may be repeated. */
@Controller("/instances")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WorkflowController {

  private final LaunchInstance launchInstance;
  private final ReadBoot readBoot;
  private final PublishLogin publishLogin;
  private final RecordUsage recordUsage;
  private final TerminateInstance terminateInstance;

  WorkflowController(
      LaunchInstance launchInstance,
      ReadBoot readBoot,
      PublishLogin publishLogin,
      RecordUsage recordUsage,
      TerminateInstance terminateInstance) {
    this.launchInstance = launchInstance;
    this.readBoot = readBoot;
    this.publishLogin = publishLogin;
    this.recordUsage = recordUsage;
    this.terminateInstance = terminateInstance;
  }

  /**
   * @param attempt the retry count of the workflow's step, from 0
   */
  record Launch(String executionId, Optional<Integer> attempt) {}

  record Usage(String executionId, String outcome) {}

  @Post
  Launched launch(@Body Launch body) {
    var executionId = required("executionId", body.executionId());
    return answer(launchInstance.launch(executionId, body.attempt().orElse(0) + 1));
  }

  @Get("/{id}/boot")
  Boot boot(String id, @QueryValue Optional<String> execution) {
    return answer(readBoot.read(id, execution));
  }

  @Put("/{id}/login")
  Published publish(String id) {
    return answer(publishLogin.publish(id));
  }

  @Post("/{id}/usage")
  @Status(HttpStatus.NO_CONTENT)
  void recordUsage(String id, @Body Usage body) {
    var executionId = required("executionId", body.executionId());
    if (!recordUsage.record(id, executionId, result(body.outcome()))) {
      throw Refusal.of(ProblemType.NOT_FOUND, "There is no such execution of this instance.");
    }
  }

  @Delete("/{id}")
  Ended terminate(String id, @QueryValue Optional<String> execution) {
    return answer(terminateInstance.terminate(id, required("execution", execution.orElse(""))));
  }

  private static RecordUsage.Result result(String outcome) {
    return switch (outcome) {
      case "SUCCEEDED" -> RecordUsage.Result.SUCCEEDED;
      case "FAILED" -> RecordUsage.Result.FAILED;
      case null, default -> throw Refusal.ofField("outcome", "Send SUCCEEDED or FAILED.");
    };
  }

  private static String required(String field, String value) {
    if (value == null || value.isBlank()) {
      throw Refusal.ofField(field, "Name the execution.");
    }
    return value;
  }

  private static <T> T answer(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(var value) -> value;
      case Outcome.Refused<T>(var problem) -> throw new Refusal(problem);
    };
  }
}
