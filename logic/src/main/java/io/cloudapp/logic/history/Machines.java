package io.cloudapp.logic.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.aws.AwsFailure;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;

/** Asks Step Functions what a state machine is. */
@Singleton
final class Machines {

  private final SfnClient stepFunctions;

  Machines(SfnClient stepFunctions) {
    this.stepFunctions = stepFunctions;
  }

  /**
   * @throws io.cloudapp.logic.aws.Unavailable when there is no answer
   */
  Machine describe(String arn) {
    var answer =
        AwsFailure.call(
            "Step Functions",
            () -> stepFunctions.describeStateMachine(request -> request.stateMachineArn(arn)));
    var logging = Optional.ofNullable(answer.loggingConfiguration());
    return new Machine(
        tree(answer.definition()),
        logging.filter(settings -> settings.level() == LogLevel.ALL).flatMap(Machines::group),
        logging
            .map(settings -> Boolean.TRUE.equals(settings.includeExecutionData()))
            .orElse(false));
  }

  private static Optional<String> group(LoggingConfiguration logging) {
    return logging.destinations().stream()
        .map(destination -> destination.cloudWatchLogsLogGroup().logGroupArn())
        .map(Machines::groupName)
        .findFirst();
  }

  /** The name in {@code arn:aws:logs:<region>:<account>:log-group:<name>:*}. */
  private static String groupName(String arn) {
    var name = arn.split(":", 7)[6];
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }

  private static JsonNode tree(String definition) {
    try {
      return Json.mapper().readTree(definition);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("A definition of Step Functions is no JSON", unreadable);
    }
  }
}
