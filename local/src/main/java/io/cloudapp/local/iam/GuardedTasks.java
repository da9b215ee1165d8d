package io.cloudapp.local.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.states.definition.TaskResource;
import io.cloudapp.local.states.task.TaskCall;
import io.cloudapp.local.states.task.TaskResult;
import io.cloudapp.local.states.task.Tasks;
import java.util.List;
import java.util.Optional;

/** Tasks that are held to the role of their state machine. */
public final class GuardedTasks implements Tasks {

  private final Tasks tasks;
  private final AccessControl control;

  public GuardedTasks(Tasks tasks, AccessControl control) {
    this.tasks = tasks;
    this.control = control;
  }

  @Override
  public TaskResult run(TaskCall call) throws InterruptedException {
    var denial = denial(call);
    return denial.isPresent()
        ? new TaskResult.Failed("States.Permissions", denial.get())
        : tasks.run(call);
  }

  @Override
  public Optional<String> refusal(TaskCall call) {
    return tasks.refusal(call);
  }

  private Optional<String> denial(TaskCall call) {
    return role(call.executionArn()).flatMap(role -> control.denial(role, List.of(wanted(call))));
  }

  private static Optional<String> role(String executionArn) {
    var parts = executionArn.split(":");
    for (var machine : StateMachine.values()) {
      if (parts.length > 6 && parts[6].equals(machine.machineName())) {
        return Optional.of(RoleName.of(machine));
      }
    }
    return Optional.empty();
  }

  private static AccessRequest wanted(TaskCall call) {
    var arguments = arguments(call);
    return switch (call.resource()) {
      case TaskResource.Function(var arn) -> AccessRequest.of("lambda:InvokeFunction", arn);
      case TaskResource.Service service ->
          switch (service.service() + ":" + service.action()) {
            case "lambda:invoke" ->
                AccessRequest.of("lambda:InvokeFunction", arguments.path("FunctionName").asText());
            case "apigateway:invoke" ->
                AccessRequest.of(
                    "execute-api:Invoke",
                    Arns.apiCall(
                        arguments.path("Method").asText(), arguments.path("Path").asText()));
            case "sqs:sendMessage" ->
                AccessRequest.of(
                    "sqs:SendMessage", JsonRequests.queueArn(arguments.path("QueueUrl").asText()));
            case "sns:publish" ->
                AccessRequest.of("sns:Publish", arguments.path("TopicArn").asText());
            default -> AccessRequest.of(service.service() + ":" + service.action(), "*");
          };
    };
  }

  private static JsonNode arguments(TaskCall call) {
    try {
      return Json.mapper().readTree(call.arguments().text());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A task's arguments are JSON", impossible);
    }
  }
}
