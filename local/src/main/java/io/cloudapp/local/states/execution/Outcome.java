package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.Payload;
import java.util.Optional;

/** How an execution ended. */
public sealed interface Outcome {

  /** AWS's name of the status. */
  default String status() {
    return switch (this) {
      case Succeeded succeeded -> "SUCCEEDED";
      case Failed failed -> "FAILED";
      case TimedOut timedOut -> "TIMED_OUT";
    };
  }

  record Succeeded(Payload output) implements Outcome {}

  record Failed(Optional<String> error, Optional<String> cause) implements Outcome {}

  record TimedOut() implements Outcome {}
}
