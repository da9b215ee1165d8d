package io.cloudapp.local.states.definition;

import java.util.Optional;

/** What a Task calls, as its {@code Resource} names it. */
public sealed interface TaskResource {

  /** A function by its ARN, whose input is the task's arguments and whose result is its answer. */
  record Function(String arn) implements TaskResource {}

  /**
   * A service integration.
   *
   * @param service for example {@code lambda}, or {@code aws-sdk:sqs}
   * @param action for example {@code invoke}
   */
  record Service(String service, String action) implements TaskResource {

    public boolean isSdk() {
      return service.startsWith("aws-sdk:");
    }
  }

  /** Reads the ARNs that an Express workflow may use; empty for any other text. */
  static Optional<TaskResource> read(String arn) {
    var parts = arn.split(":", -1);
    if (parts.length >= 7 && parts[2].equals("lambda") && parts[5].equals("function")) {
      return Optional.of(new Function(arn));
    }
    if (parts.length == 7
        && parts[2].equals("states")
        && parts[3].isEmpty()
        && parts[4].isEmpty()) {
      return Optional.of(new Service(parts[5], parts[6]));
    }
    if (parts.length == 8 && parts[2].equals("states") && parts[5].equals("aws-sdk")) {
      return Optional.of(new Service("aws-sdk:" + parts[6], parts[7]));
    }
    return Optional.empty();
  }
}
