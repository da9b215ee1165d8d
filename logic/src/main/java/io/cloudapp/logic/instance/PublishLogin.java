package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import jakarta.inject.Singleton;

/** Makes the login details of a running instance available to its owner. */
@Singleton
public final class PublishLogin {

  private final InstanceStore instances;

  PublishLogin(InstanceStore instances) {
    this.instances = instances;
  }

  /** Where the owner finds the login details; nothing secret. */
  public record Published(String reference) {}

  public Outcome<Published> publish(String instanceId) {
    if (instances.publishLogin(instanceId)) {
      return Outcome.done(new Published(instanceId));
    }
    var row = instances.find(instanceId);
    if (row.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no such instance.");
    }
    return switch (row.get().state()) {
      case PENDING, RUNNING ->
          Outcome.refused(ProblemType.INSTANCE_NOT_READY, "The instance does not run yet.");
      case STOPPING, STOPPED, TERMINATED, FAILED ->
          Outcome.refused(
              ProblemType.STOPPED_MEANWHILE,
              "The instance was stopped while it was being launched.");
    };
  }
}
