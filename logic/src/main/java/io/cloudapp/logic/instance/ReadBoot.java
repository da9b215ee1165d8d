package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.instance.Ec2Side.Sight;
import io.cloudapp.logic.instance.Requests.Request;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Looks at EC2 and moves the row after what it shows. */
@Singleton
public final class ReadBoot {

  private final InstanceStore instances;
  private final Requests requests;
  private final Ec2Side ec2;

  ReadBoot(InstanceStore instances, Requests requests, Ec2Side ec2) {
    this.instances = instances;
    this.requests = requests;
    this.ec2 = ec2;
  }

  /**
   * Where an instance stands.
   *
   * @param gone whether nothing of it runs any more
   */
  public record Boot(InstanceState state, boolean running, boolean gone) {

    static Boot of(InstanceState state) {
      return new Boot(state, state == InstanceState.RUNNING, !state.isLiving());
    }
  }

  /**
   * @param executionId who asks: the execution that provisions it, or one that stops it
   */
  public Outcome<Boot> read(String instanceId, Optional<String> executionId) {
    var row = instances.find(instanceId);
    if (row.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no such instance.");
    }
    var state = row.get().state();
    if (executionId.filter(instanceId::equals).isPresent()) {
      return switch (state) {
        case PENDING, RUNNING -> forProvision(row.get());
        case STOPPING, STOPPED, TERMINATED, FAILED ->
            Outcome.refused(
                ProblemType.STOPPED_MEANWHILE,
                "The instance was stopped while it was being launched.");
      };
    }
    var forced = executionId.flatMap(requests::find).filter(Request::forced).isPresent();
    return Outcome.done(Boot.of(forStop(row.get(), forced)));
  }

  private Outcome<Boot> forProvision(InstanceRow row) {
    return switch (ec2.look(row)) {
      case Sight.Seen(var seen) -> forProvision(row, seen);
      case Sight.NotYet(), Sight.Unknown() -> Outcome.done(Boot.of(InstanceState.PENDING));
      case Sight.Nothing() -> Outcome.done(Boot.of(InstanceState.PENDING));
      case Sight.Forgotten() -> endedByItself("");
    };
  }

  private Outcome<Boot> forProvision(InstanceRow row, ComputeInstance seen) {
    return switch (seen.state()) {
      case PENDING -> Outcome.done(Boot.of(row.state()));
      case RUNNING -> running(row, seen);
      case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED -> endedByItself(seen.stateReason());
    };
  }

  private Outcome<Boot> running(InstanceRow row, ComputeInstance seen) {
    if (row.state() == InstanceState.PENDING) {
      if (seen.host().isEmpty()) {
        return Outcome.done(Boot.of(InstanceState.PENDING));
      }
      if (!instances.markRunning(row, seen.host().get(), seen.launchedAt())) {
        return read(row.id(), Optional.of(row.id()));
      }
    }
    return Outcome.done(Boot.of(InstanceState.RUNNING));
  }

  private static Outcome<Boot> endedByItself(String reason) {
    return Outcome.refused(
        ProblemType.LAUNCH_REFUSED,
        "AWS ended the instance while it was starting%s. Try again; if it stays, tell an admin."
            .formatted(reason.isEmpty() ? "" : " (" + reason + ")"));
  }

  private InstanceState forStop(InstanceRow row, boolean forced) {
    if (row.isOver() || row.state() == InstanceState.STOPPED && forced) {
      return row.state();
    }
    return switch (ec2.look(row)) {
      case Sight.NotYet(), Sight.Unknown() -> row.state();
      case Sight.Nothing() ->
          row.state() == InstanceState.PENDING ? row.state() : ended(row, Ec2Side.endOf(row));
      case Sight.Forgotten() -> forgotten(row);
      case Sight.Seen(var seen) ->
          switch (seen.state()) {
            case TERMINATED -> ended(row, Ec2Side.endOf(row));
            case STOPPED ->
                forced && row.state() == InstanceState.STOPPING
                    ? ended(row, InstanceState.STOPPED)
                    : row.state();
            case PENDING, RUNNING, STOPPING, SHUTTING_DOWN -> row.state();
          };
    };
  }

  private InstanceState forgotten(InstanceRow row) {
    ec2.forget(row);
    return instances.find(row.id()).orElseThrow().state();
  }

  private InstanceState ended(InstanceRow row, InstanceState end) {
    instances.markEnded(row, end, "");
    return instances.find(row.id()).orElseThrow().state();
  }
}
