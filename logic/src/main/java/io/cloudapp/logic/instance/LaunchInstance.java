package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.LaunchOutcome;
import io.cloudapp.logic.execution.StepJournal;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Launches the instance of an accepted request, once, however often it is asked to.
 *
 * <p>The token is kept before EC2 is called and changes only after a definitive refusal: after an
 * unknown outcome the same order is repeated, and EC2 answers with the instance it already made.
 */
@Singleton
public final class LaunchInstance {

  private final InstanceStore instances;
  private final LaunchFreezer freezer;
  private final Compute compute;
  private final StepJournal journal;

  LaunchInstance(
      InstanceStore instances, LaunchFreezer freezer, Compute compute, StepJournal journal) {
    this.instances = instances;
    this.freezer = freezer;
    this.compute = compute;
    this.journal = journal;
  }

  /** An instance that EC2 has accepted. */
  public record Launched(String instanceId, String ec2InstanceId, InstanceState state) {}

  /**
   * @param attempt how often the workflow has asked already, counted from 1
   */
  public Outcome<Launched> launch(String executionId, int attempt) {
    journal.trying(executionId, Step.LAUNCH_INSTANCE, attempt);
    var outcome = launch(executionId);
    if (outcome instanceof Outcome.Refused<Launched>(var problem)
        && problem.type().equals(ProblemType.TRY_LATER.uri())) {
      journal.retrying(executionId, Step.LAUNCH_INSTANCE, attempt, problem.detail());
    }
    return outcome;
  }

  Outcome<Launched> launch(String executionId) {
    var found = instances.find(executionId);
    if (found.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no such request.");
    }
    if (found.get().launch().isPresent() || found.get().state() != InstanceState.PENDING) {
      return tryZones(found.get());
    }
    return switch (freezer.freeze(found.get())) {
      case Outcome.Done<InstanceRow>(var frozen) -> tryZones(frozen);
      case Outcome.Refused<InstanceRow>(var problem) -> new Outcome.Refused<>(problem);
    };
  }

  private Outcome<Launched> tryZones(InstanceRow found) {
    var row = found;
    while (true) {
      var known = answerFor(row);
      if (known.isPresent()) {
        return known.get();
      }
      var launch = row.launch().orElseThrow();
      if (row.clientToken().isEmpty()) {
        if (row.attempt() >= launch.placements().size()) {
          return Outcome.refused(
              ProblemType.NO_CAPACITY,
              "AWS has no room for this instance type in any zone right now. Try again later or"
                  + " choose another configuration.");
        }
        var zone = launch.placements().get(row.attempt()).zone();
        instances.saveToken(row, zone, launch.token(row.id(), row.attempt(), zone));
        row = instances.find(row.id()).orElseThrow();
        continue;
      }
      var token = row.clientToken().get();
      var call = instances.beginLaunchCall(row.id(), token);
      if (call.isEmpty()) {
        row = instances.find(row.id()).orElseThrow();
        continue;
      }
      switch (compute.launch(launch.order(row.zone().orElseThrow(), token))) {
        case LaunchOutcome.Launched(var ec2InstanceId) -> {
          keep(row, token, ec2InstanceId);
          instances.endLaunchCall(row.id(), token);
        }
        case LaunchOutcome.NoCapacity() -> {
          if (!instances.countRefusal(row.id(), token, call.getAsInt())) {
            // Another run's call with this token was under way and may have launched: only a call
            // that is alone can tell.
            instances.endLaunchCall(row.id(), token);
            return tryLater();
          }
        }
        case LaunchOutcome.Unknown() -> {
          instances.endLaunchCall(row.id(), token);
          return tryLater();
        }
        case LaunchOutcome.Refused(var code) -> {
          instances.endLaunchCall(row.id(), token);
          return Outcome.refused(
              ProblemType.LAUNCH_REFUSED,
              "AWS refused to launch the instance (%s). Ask an admin to check the configuration"
                      .formatted(code)
                  + " and the limits of the AWS account.");
        }
      }
      row = instances.find(row.id()).orElseThrow();
    }
  }

  private static Outcome<Launched> tryLater() {
    return Outcome.refused(
        ProblemType.TRY_LATER, "AWS is busy and did not answer. The launch is tried again.");
  }

  /** What the row alone says; empty when EC2 has to be asked. */
  private static Optional<Outcome<Launched>> answerFor(InstanceRow row) {
    return switch (row.state()) {
      case PENDING, RUNNING ->
          row.ec2InstanceId().map(ec2 -> Outcome.done(new Launched(row.id(), ec2, row.state())));
      case STOPPING, STOPPED, TERMINATED, FAILED ->
          Optional.of(
              Outcome.refused(
                  ProblemType.STOPPED_MEANWHILE,
                  "The instance was stopped while it was being launched."));
    };
  }

  private void keep(InstanceRow row, String token, String ec2InstanceId) {
    if (!instances.saveLaunched(row.id(), token, ec2InstanceId)) {
      // A doubled run was refused with the same token and went on to another zone: this instance
      // belongs to nobody.
      compute.terminate(ec2InstanceId);
      return;
    }
    if (instances.find(row.id()).orElseThrow().isOver()) {
      // The undo was done before EC2 answered us.
      compute.terminate(ec2InstanceId);
    }
  }
}
