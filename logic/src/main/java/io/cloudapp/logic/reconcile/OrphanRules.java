package io.cloudapp.logic.reconcile;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.keypair.LoginKeys;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Ends instances that carry our tag and belong to no row.
 *
 * <p>Everything here errs on the side of letting one live: it has to be old enough, two runs have
 * to see it, and where many seem to be orphans the database is the likelier culprit.
 */
@Singleton
final class OrphanRules {

  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final int MANY = 5;
  private static final int MANY_PERCENT = 10;

  private final ReconcileStore store;
  private final UnclaimedInstances known;
  private final Compute compute;
  private final LoginKeys keys;
  private final Clock clock;

  OrphanRules(
      ReconcileStore store,
      UnclaimedInstances known,
      Compute compute,
      LoginKeys keys,
      Clock clock) {
    this.store = store;
    this.known = known;
    this.compute = compute;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * @param seen what EC2 has, listed first
   * @param rows what the database has, read after that: a launch between the two has a row
   */
  void apply(
      List<ComputeInstance> seen, List<InstanceRow> rows, long run, ReconcileReport.Log log) {
    var now = clock.instant();
    var unclaimed =
        seen.stream()
            .filter(instance -> rows.stream().noneMatch(row -> isOf(instance, row)))
            .toList();
    known.note(unclaimed, now);
    var surplus = unclaimed.stream().filter(this::isSurplus).toList();
    surplus.forEach(
        instance -> log.attemptKill(instance.ec2InstanceId(), () -> end(instance, log)));
    var orphans =
        unclaimed.stream()
            .filter(instance -> !surplus.contains(instance))
            .filter(instance -> instance.launchedAt().plus(GRACE).isBefore(now))
            .toList();
    orphans.forEach(orphan -> log.add(Kind.ORPHAN_SEEN, orphan.ec2InstanceId()));
    var seenBefore =
        store.noteSightings(
            orphans.stream().map(ComputeInstance::ec2InstanceId).toList(), run, now);
    if (orphans.size() > Math.max(MANY, seen.size() * MANY_PERCENT / 100)) {
      log.alarm(
          ("%d of %d instances belong to nobody, which is too many to be true. None was ended."
                  + " Is this the right database?")
              .formatted(orphans.size(), seen.size()));
      return;
    }
    orphans.stream()
        .filter(orphan -> seenBefore.contains(orphan.ec2InstanceId()))
        .forEach(orphan -> log.attemptKill(orphan.ec2InstanceId(), () -> end(orphan, log)));
  }

  /**
   * Whether the database itself says that this one must not live: its instance row has ended, or
   * has another EC2 instance. No restored database knows more endings than the truth, so nothing
   * has to be waited for.
   */
  private boolean isSurplus(ComputeInstance instance) {
    var execution = instance.tags().get(TagName.EXECUTION_ID);
    return execution != null && store.isSurplus(execution, instance.ec2InstanceId());
  }

  private static boolean isOf(ComputeInstance instance, InstanceRow row) {
    if (row.ec2InstanceId().isPresent()) {
      return row.ec2InstanceId().get().equals(instance.ec2InstanceId());
    }
    // A launch without an answer: the row does not know its instance yet.
    return row.id().equals(instance.tags().get(TagName.EXECUTION_ID))
        && row.state() != InstanceState.STOPPED;
  }

  private void end(ComputeInstance orphan, ReconcileReport.Log log) {
    compute.terminate(orphan.ec2InstanceId());
    var execution = orphan.tags().get(TagName.EXECUTION_ID);
    if (execution != null && !store.exists(execution)) {
      keys.deleteAll(execution);
    }
    log.add(Kind.ORPHAN_ENDED, orphan.ec2InstanceId());
  }
}
