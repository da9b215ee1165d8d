package io.cloudapp.core.user;

import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.instance.InstanceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person as their page shows them.
 *
 * @param secondFactor empty when the directory did not say
 * @param settled whether the directory has every change that was made here
 * @param instances those that live, and with a deletion those that it stopped
 */
public record UserDetails(
    UserSummary user,
    Optional<Boolean> secondFactor,
    boolean settled,
    Optional<Deletion> deletion,
    List<OwnedInstance> instances) {

  public UserDetails {
    instances = List.copyOf(instances);
  }

  /**
   * @param requestedBy user name of the admin
   * @param deletedAt empty while instances of theirs are being stopped
   */
  public record Deletion(String requestedBy, Instant requestedAt, Optional<Instant> deletedAt) {}

  /**
   * @param stop the newest execution that stops it
   */
  public record OwnedInstance(
      String id,
      String configuration,
      InstanceState state,
      Instant requestedAt,
      Optional<Stop> stop) {}

  public record Stop(String executionId, ExecutionState state) {}
}
