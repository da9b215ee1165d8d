package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Ends an instance: because it shall stop, or because its launch is taken back. */
@Singleton
public final class TerminateInstance {

  private final InstanceStore instances;
  private final Requests requests;
  private final Ec2Side ec2;
  private final ReadBoot boot;

  TerminateInstance(InstanceStore instances, Requests requests, Ec2Side ec2, ReadBoot boot) {
    this.instances = instances;
    this.requests = requests;
    this.ec2 = ec2;
    this.boot = boot;
  }

  /**
   * What is left of an instance.
   *
   * @param gone whether nothing of it runs any more
   * @param undone whether a launch was taken back; false when a doubled run had finished it
   */
  public record Ended(InstanceState state, boolean gone, boolean undone) {}

  /**
   * @param executionId the execution that provisions it takes its launch back, another stops it
   */
  public Outcome<Ended> terminate(String instanceId, String executionId) {
    var row = instances.find(instanceId);
    var request = requests.find(executionId).filter(it -> it.instanceId().equals(instanceId));
    if (row.isEmpty() || request.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no such instance.");
    }
    return executionId.equals(instanceId)
        ? undo(row.get())
        : stop(row.get(), request.get().reason());
  }

  /** Takes a launch back; one that was published stays. */
  public Outcome<Ended> undo(InstanceRow found) {
    if (found.isPublished()) {
      return Outcome.done(ended(found.state(), false));
    }
    var claimed = instances.claimUndo(found);
    var row = instances.find(found.id()).orElseThrow();
    if (!claimed && isUnclaimed(row)) {
      return undo(row);
    }
    if (row.isOver()) {
      return Outcome.done(ended(row.state(), true));
    }
    if (!ec2.end(row)) {
      return tryLater();
    }
    if (row.undoing()) {
      instances.markEnded(row, InstanceState.FAILED, "");
    }
    return Outcome.done(ended(instances.find(row.id()).orElseThrow().state(), true));
  }

  /** Ends an instance for good, for a reason that a person understands. */
  public Outcome<Ended> stop(InstanceRow found, String reason) {
    var claimed = instances.claimStop(found, reason);
    var row = instances.find(found.id()).orElseThrow();
    if (!claimed && isUnclaimed(row)) {
      return stop(row, reason);
    }
    if (row.isOver()) {
      return Outcome.done(ended(row.state(), false));
    }
    if (!ec2.end(row)) {
      return tryLater();
    }
    return switch (boot.read(row.id(), Optional.empty())) {
      case Outcome.Done<ReadBoot.Boot>(var now) -> Outcome.done(ended(now.state(), false));
      case Outcome.Refused<ReadBoot.Boot>(var problem) -> new Outcome.Refused<>(problem);
    };
  }

  private static boolean isUnclaimed(InstanceRow row) {
    return row.state() == InstanceState.PENDING || row.state() == InstanceState.RUNNING;
  }

  private static Ended ended(InstanceState state, boolean undone) {
    return new Ended(state, !state.isLiving(), undone);
  }

  private static Outcome<Ended> tryLater() {
    return Outcome.refused(
        ProblemType.TRY_LATER, "AWS is busy and did not answer. The stop is tried again.");
  }
}
