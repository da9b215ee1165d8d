package io.cloudapp.local.iam;

import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;

/** What the roles of CloudApp's parts are called; also their access key ids. */
public final class RoleName {

  private RoleName() {}

  public static String of(CloudFunction function) {
    return function.functionName();
  }

  public static String of(Service service) {
    return service.serviceName();
  }

  public static String of(StateMachine machine) {
    return machine.machineName() + "-workflow";
  }
}
