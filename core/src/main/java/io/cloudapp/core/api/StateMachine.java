package io.cloudapp.core.api;

import java.util.Locale;

/** The Express state machines. */
public enum StateMachine {
  LOGIN,
  PROVISION_INSTANCE,
  STOP_INSTANCE;

  /** The name on AWS and of the file {@code statemachines/<name>.asl.json}. */
  public String machineName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the execution log keeps inputs and outputs: a sign-in's are a password and tokens. */
  public boolean logsExecutionData() {
    return this != LOGIN;
  }
}
