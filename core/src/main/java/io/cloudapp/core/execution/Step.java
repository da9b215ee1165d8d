package io.cloudapp.core.execution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The steps of the executions, as people see them. */
public enum Step {
  START_WORKFLOW("Start the workflow", 10, Set.of(ExecutionKind.values())),
  LAUNCH_INSTANCE("Launch the instance", 20, Set.of(ExecutionKind.PROVISION)),
  BOOT_INSTANCE("Wait until it runs", 30, Set.of(ExecutionKind.PROVISION)),
  PUBLISH_LOGIN("Prepare the login details", 40, Set.of(ExecutionKind.PROVISION)),
  TERMINATE_INSTANCE("Stop the instance", 20, Set.of(ExecutionKind.STOP)),
  AWAIT_STOP("Wait until nothing of it runs", 30, Set.of(ExecutionKind.STOP)),
  RECORD_USAGE("Record the usage", 50, Set.of(ExecutionKind.values())),
  NOTIFY_ADMINS("Notify the admins", 60, Set.of(ExecutionKind.values()));

  private final String title;
  private final int rank;
  private final Set<ExecutionKind> kinds;

  Step(String title, int rank, Set<ExecutionKind> kinds) {
    this.title = title;
    this.rank = rank;
    this.kinds = kinds;
  }

  /** What a page calls it. */
  public String title() {
    return title;
  }

  /** Its place among the steps of its execution. */
  public int rank() {
    return rank;
  }

  /** The name in statuses, SQL and JSON, for example {@code launch-instance}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException for an unknown name
   */
  @JsonCreator
  public static Step ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The steps of one kind of execution, in order. */
  public static List<Step> of(ExecutionKind kind) {
    return Arrays.stream(values()).filter(step -> step.kinds.contains(kind)).toList();
  }
}
