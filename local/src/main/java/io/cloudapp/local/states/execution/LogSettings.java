package io.cloudapp.local.states.execution;

/**
 * A state machine's logging configuration.
 *
 * @param logGroupArn empty when nothing is logged
 * @param withData {@code includeExecutionData}
 */
public record LogSettings(Level level, String logGroupArn, boolean withData) {

  /** AWS's log levels. */
  public enum Level {
    ALL,
    ERROR,
    FATAL,
    OFF
  }

  public static LogSettings off() {
    return new LogSettings(Level.OFF, "", false);
  }

  boolean keeps(String type) {
    return switch (level) {
      case ALL -> true;
      case ERROR ->
          type.endsWith("Failed")
              || type.endsWith("TimedOut")
              || type.endsWith("Aborted")
              || type.equals("FailStateEntered");
      case FATAL ->
          type.equals("ExecutionFailed")
              || type.equals("ExecutionTimedOut")
              || type.equals("ExecutionAborted");
      case OFF -> false;
    };
  }
}
