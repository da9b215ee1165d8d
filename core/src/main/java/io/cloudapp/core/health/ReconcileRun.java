package io.cloudapp.core.health;

import java.time.Instant;
import java.util.List;

/**
 * What one run of the reconciler saw and did.
 *
 * @param outcome {@code done}; {@code untrusted} when the database could not be trusted, so nothing
 *     was ended; {@code failed} when it broke off
 * @param ec2Instances how many instances of ours EC2 had
 * @param rows how many instances the database thought were there
 * @param actions the first of them, where there were very many
 * @param alarms sentences for the admins: what was seen and why nothing was done about it
 */
public record ReconcileRun(
    Instant startedAt,
    Instant finishedAt,
    String outcome,
    int ec2Instances,
    int rows,
    List<Action> actions,
    List<String> alarms) {

  public ReconcileRun {
    actions = List.copyOf(actions);
    alarms = List.copyOf(alarms);
  }

  /**
   * Something done to an execution, an instance or an EC2 instance.
   *
   * @param kind what was done, for example {@code orphan-seen}
   */
  public record Action(String kind, String id) {}
}
