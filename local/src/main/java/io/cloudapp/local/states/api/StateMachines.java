package io.cloudapp.local.states.api;

import io.cloudapp.local.endpoint.AwsError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** The state machines there are, by ARN. */
final class StateMachines {

  private final Map<String, StateMachine> byArn = new ConcurrentSkipListMap<>();

  /** Adds a machine, or answers the one that was made alike before. */
  StateMachine create(StateMachine machine) {
    var existing = byArn.putIfAbsent(machine.arn(), machine);
    if (existing == null) {
      return machine;
    }
    if (existing.isSameAs(machine)) {
      return existing;
    }
    throw new AwsError(
        400, "StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
  }

  StateMachine get(String arn) {
    var machine = byArn.get(arn);
    if (machine == null) {
      Names.arn(arn);
      throw new AwsError(
          400, "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }
    return machine;
  }

  StateMachine change(String arn, UnaryOperator<StateMachine> change) {
    get(arn);
    return byArn.computeIfPresent(arn, (key, machine) -> change.apply(machine));
  }

  void delete(String arn) {
    byArn.remove(Names.arn(arn));
  }

  List<StateMachine> list() {
    return List.copyOf(byArn.values());
  }
}
