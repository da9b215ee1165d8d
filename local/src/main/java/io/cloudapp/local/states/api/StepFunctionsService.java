package io.cloudapp.local.states.api;

import io.cloudapp.local.endpoint.JsonProtocol;
import io.cloudapp.local.states.execution.Engine;
import java.util.HashMap;
import java.util.function.Predicate;

/** AWS Step Functions as LocalCloud answers for it: Express state machines in JSONata. */
public final class StepFunctionsService {

  private StepFunctionsService() {}

  /**
   * Makes the service.
   *
   * @param hasLogGroup whether CloudWatch Logs has the log group of an ARN, with or without {@code
   *     :*}
   */
  public static JsonProtocol create(
      Engine engine, String region, String account, Predicate<String> hasLogGroup) {
    var machines = new StateMachines();
    var names = new Names(region, account);
    var operations =
        new HashMap<>(new StateMachineOperations(machines, names, hasLogGroup).table());
    operations.putAll(new ExecutionOperations(machines, names, engine).table());
    return new JsonProtocol("states", "1.0", operations);
  }
}
