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
  private final UnknownInstances unknown;
  private final Clock clock;

  Ec2Side(
      InstanceStore instances,
      Compute compute,
      LoginKeys keys,
      UnknownInstances unknown,
      Clock clock) {
    this.instances = instances;
    this.compute = compute;
    this.keys = keys;
    this.unknown = unknown;
    this.clock = clock;
  }

  /** What EC2 has of an instance. */
  sealed interface Sight {

    record Seen(ComputeInstance instance) implements Sight {}

    /** EC2 does not show it: not yet, or not often enough for us to believe that it is gone. */
    record NotYet() implements Sight {}

    /** EC2 has said often enough that it does not know it. */
    record Forgotten() implements Sight {}

    /** Nothing was launched. */
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
      unknown.clear(row);
      return new Sight.Seen(seen.get());
    }
    if (isRecent(row)) {
      return new Sight.NotYet();
    }
    unknown.note(row, "DescribeInstances");
    return isForgotten(row.id()) ? new Sight.Forgotten() : new Sight.NotYet();
  }

  private boolean isForgotten(String id) {
    return instances.find(id).filter(unknown::isProven).isPresent();
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
    return row.ec2InstanceId().map(id -> isTerminated(row, id)).orElse(true);
  }

  private boolean isTerminated(InstanceRow row, String ec2InstanceId) {
    if (compute.terminate(ec2InstanceId)) {
      return true;
    }
    if (isRecent(row)) {
      return false;
    }
    unknown.note(row, "TerminateInstances");
    return true;
  }

  /** Has EC2 stop it by force; false when it will not, or does not know it. */
  boolean forceStop(InstanceRow row, ComputeInstance seen) {
    return switch (compute.forceStop(seen.ec2InstanceId())) {
      case ORDERED -> true;
      case WILL_NOT -> false;
      case UNKNOWN -> {
        unknown.note(row, "StopInstances");
        yield false;
      }
    };
  }

  /** Ends the row of an instance that EC2 does not know any more. */
  void forget(InstanceRow row) {
    var latest = instances.find(row.id()).orElseThrow();
    unknown.forget(latest, endOf(latest));
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
