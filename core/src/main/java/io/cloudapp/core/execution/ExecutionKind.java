package io.cloudapp.core.execution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cloudapp.core.api.StateMachine;
import java.util.Locale;

/** What an execution was asked to do. */
public enum ExecutionKind {
  PROVISION(StateMachine.PROVISION_INSTANCE),
  STOP(StateMachine.STOP_INSTANCE);

  private final StateMachine stateMachine;

  ExecutionKind(StateMachine stateMachine) {
    this.stateMachine = stateMachine;
  }

  public StateMachine stateMachine() {
    return stateMachine;
  }

  /** The name in JSON: {@code provision} or {@code stop}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for another name
   */
  @JsonCreator
  public static ExecutionKind ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
