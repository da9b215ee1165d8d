package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.instance.Ec2Side.Sight;
import io.cloudapp.logic.instance.ReadBoot.Boot;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Stops an instance by force, as an admin may; one that EC2 will not stop is terminated. */
@Singleton
public final class ForceStop {

  private final InstanceStore instances;
  private final Requests requests;
  private final Ec2Side ec2;
  private final ReadBoot boot;
  private final Compute compute;

  ForceStop(
      InstanceStore instances, Requests requests, Ec2Side ec2, ReadBoot boot, Compute compute) {
    this.instances = instances;
    this.requests = requests;
    this.ec2 = ec2;
    this.boot = boot;
    this.compute = compute;
  }

  public Outcome<Boot> stop(String executionId, String instanceId) {
    var request =
        requests
            .find(executionId)
            .filter(it -> it.instanceId().equals(instanceId))
            .filter(it -> it.kind() == ExecutionKind.STOP && it.forced());
    var found = instances.find(instanceId);
    if (request.isEmpty() || found.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no such request to stop by force.");
    }
    instances.claimStop(found.get(), request.get().reason());
    var claimed = instances.find(instanceId).orElseThrow();
    return switch (claimed.state()) {
      case STOPPED, TERMINATED, FAILED -> Outcome.done(Boot.of(claimed.state()));
      // It moved between our look and our claim.
      case PENDING, RUNNING -> tryLater();
      case STOPPING -> stop(executionId, claimed);
    };
  }

  private Outcome<Boot> stop(String executionId, InstanceRow claimed) {
    var row = ec2.resolve(claimed);
    if (row.isEmpty() || !isOrdered(row.get())) {
      return tryLater();
    }
    ec2.deleteKeys(row.get());
    return boot.read(claimed.id(), Optional.of(executionId));
  }

  /** Whether EC2 is told, and knows which instance we mean. */
  private boolean isOrdered(InstanceRow row) {
    return switch (ec2.look(row)) {
      case Sight.Nothing(), Sight.Forgotten() -> true;
      case Sight.NotYet(), Sight.Unknown() -> false;
      case Sight.Seen(var seen) ->
          switch (seen.state()) {
            case STOPPED, SHUTTING_DOWN, TERMINATED -> true;
            // One that hangs in its stop is stopped once more, by force this time.
            case RUNNING, STOPPING -> ec2.forceStop(row, seen) || isTerminated(seen);
            case PENDING -> isTerminated(seen);
          };
    };
  }

  private boolean isTerminated(ComputeInstance seen) {
    return compute.terminate(seen.ec2InstanceId());
  }

  private static Outcome<Boot> tryLater() {
    return Outcome.refused(
        ProblemType.TRY_LATER, "AWS is busy and did not answer. The stop is tried again.");
  }
}
