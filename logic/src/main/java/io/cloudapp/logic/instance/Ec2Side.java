package io.cloudapp.logic.instance;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.LaunchOutcome;
import io.cloudapp.logic.keypair.LoginKeys;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What EC2 has of an instance, and how that is ended. */
@Singleton
final class Ec2Side {

  /** How long EC2 may not know an instance that it has launched. */
  static final Duration VISIBLE_AFTER = Duration.ofMinutes(5);

  private final InstanceStore instances;
  private final Compute compute;
  private final LoginKeys keys;
  private final Clock clock;

  Ec2Side(InstanceStore instances, Compute compute, LoginKeys keys, Clock clock) {
    this.instances = instances;
    this.compute = compute;
    this.keys = keys;
    this.clock = clock;
  }

  /** What EC2 has of an instance. */
  sealed interface Sight {

    record Seen(ComputeInstance instance) implements Sight {}

    /** It was launched a moment ago and EC2 does not show it yet. */
    record NotYet() implements Sight {}

    /** Nothing was launched, or what was launched is long gone. */
    record Nothing() implements Sight {}

    /** A launch got no answer and its instance, if there is one, cannot be named now. */
    record Unknown() implements Sight {}
  }

  Sight look(InstanceRow row) {
    if (row.mayHaveLaunchedUnseen()) {
      return new Sight.Unknown();
    }
    if (row.ec2InstanceId().isEmpty()) {
      return new Sight.Nothing();
    }
    var seen = compute.find(row.ec2InstanceId().get());
    if (seen.isPresent()) {
      return new Sight.Seen(seen.get());
    }
    return isRecent(row) ? new Sight.NotYet() : new Sight.Nothing();
  }

  private boolean isRecent(InstanceRow row) {
    var called = row.launchCalledAt().orElse(Instant.MIN);
    return called.plus(VISIBLE_AFTER).isAfter(clock.instant());
  }

  /**
   * Learns which instance a launch without an answer made. Where EC2 shows none, the same order
   * once more makes EC2 name it, or launch it now, to be ended like the other.
   *
   * @return the row as it is then; empty when EC2 still gives no answer
   */
  Optional<InstanceRow> resolve(InstanceRow row) {
    if (!row.mayHaveLaunchedUnseen()) {
      return Optional.of(row);
    }
    var token = row.clientToken().orElseThrow();
    var seen = compute.findByToken(token);
    if (seen.isPresent()) {
      instances.saveLaunched(row.id(), token, seen.get().ec2InstanceId());
      return instances.find(row.id());
    }
    var call = instances.beginLaunchCall(row.id(), token);
    if (call.isEmpty()) {
      return instances.find(row.id());
    }
    var launch = row.launch().orElseThrow();
    return switch (compute.launch(launch.order(row.zone().orElseThrow(), token))) {
      case LaunchOutcome.Launched(var ec2InstanceId) -> {
        instances.saveLaunched(row.id(), token, ec2InstanceId);
        instances.endLaunchCall(row.id(), token);
        yield instances.find(row.id());
      }
      case LaunchOutcome.NoCapacity() -> forgetToken(row, token, call.getAsInt());
      case LaunchOutcome.Refused(var _) -> forgetToken(row, token, call.getAsInt());
      case LaunchOutcome.Unknown() -> {
        instances.endLaunchCall(row.id(), token);
        yield Optional.empty();
      }
    };
  }

  // A call of a run that died never ends; no call lasts as long as EC2 may take to show its work.
  private Optional<InstanceRow> forgetToken(InstanceRow row, String token, int call) {
    if (!instances.countRefusal(row.id(), token, call)) {
      instances.endLaunchCall(row.id(), token);
      if (isRecent(row)) {
        return Optional.empty();
      }
      instances.forgetToken(row.id(), token);
    }
    return instances.find(row.id());
  }

  /**
   * Has EC2 terminate it and deletes its keys; false when EC2 gave no answer that settles it, so
   * that the same has to be asked again.
   */
  boolean end(InstanceRow row) {
    var resolved = resolve(row);
    if (resolved.isEmpty() || !isTerminated(resolved.get())) {
      return false;
    }
    deleteKeys(row);
    return true;
  }

  private boolean isTerminated(InstanceRow row) {
    return row.ec2InstanceId().map(id -> compute.terminate(id) || !isRecent(row)).orElse(true);
  }

  void deleteKeys(InstanceRow row) {
    if (row.keyPairName().isPresent() || row.secretName().isPresent()) {
      keys.deleteAll(row.id());
    }
  }

  /** How an instance is called of which nothing is left. */
  static InstanceState endOf(InstanceRow row) {
    return row.undoing() ? InstanceState.FAILED : InstanceState.TERMINATED;
  }
}
