package io.cloudapp.local.states.execution;

/** Where the records of executions go: CloudWatch Logs. */
public interface ExecutionLog {

  /**
   * Writes one record.
   *
   * @param logGroupArn as the state machine's logging configuration has it, with or without {@code
   *     :*}
   * @param timestampMillis milliseconds since 1970
   * @param json the record
   */
  void write(String logGroupArn, String logStream, long timestampMillis, String json);
}
