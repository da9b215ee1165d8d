package io.cloudapp.local.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.execution.LogSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A logging configuration as a request has it.
 *
 * @param described what DescribeStateMachine shows
 */
record LoggingConfiguration(ObjectNode described, LogSettings settings) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * @param hasLogGroup whether a log group's ARN, with or without {@code :*}, is known
   */
  static LoggingConfiguration read(Optional<JsonNode> given, Predicate<String> hasLogGroup) {
    var level = level(given.map(node -> node.path("level").asText("OFF")).orElse("OFF"));
    var withData =
        given.map(node -> node.path("includeExecutionData").asBoolean(false)).orElse(false);
    var destinations = given.map(node -> node.path("destinations")).orElse(JSON.missingNode());
    if (level != LogSettings.Level.OFF && destinations.size() != 1 || destinations.size() > 1) {
      throw invalid("Must specify exactly one Log Destination.");
    }
    var logGroup =
        destinations.path(0).path("cloudWatchLogsLogGroup").path("logGroupArn").asText("");
    if (destinations.size() == 1 && !hasLogGroup.test(logGroup)) {
      throw invalid("Log Destination not found.");
    }
    var described = JSON.objectNode();
    if (destinations.isArray()) {
      described.set("destinations", destinations);
    }
    described.put("includeExecutionData", withData).put("level", level.name());
    return new LoggingConfiguration(described, new LogSettings(level, logGroup, withData));
  }

  private static LogSettings.Level level(String name) {
    return Arrays.stream(LogSettings.Level.values())
        .filter(level -> level.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RequestFields.invalid(
                    "Value '"
                        + name
                        + "' at 'loggingConfiguration.level' failed to satisfy constraint:"
                        + " Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]"));
  }

  private static AwsError invalid(String reason) {
    return new AwsError(
        400, "InvalidLoggingConfiguration", "Invalid Logging Configuration: " + reason);
  }
}
