package io.cloudapp.logic.reconcile;

import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.instance.InstanceStore;
import io.cloudapp.logic.keypair.LoginKeys;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Deletes keys that a crash left behind. */
@Singleton
final class KeyRules {

  /** By then every call that could still make or read one has ended. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private final ReconcileStore store;
  private final InstanceStore instances;
  private final LoginKeys keys;
  private final Clock clock;

  KeyRules(ReconcileStore store, InstanceStore instances, LoginKeys keys, Clock clock) {
    this.store = store;
    this.instances = instances;
    this.keys = keys;
    this.clock = clock;
  }

  void apply(ReconcileReport.Log log) {
    var before = clock.instant().minus(SETTLED);
    for (var row : store.endedWithKeys(before)) {
      delete(
          row,
          id -> {
            keys.deleteAll(id);
            instances.forgetKeyPair(id);
          },
          log);
    }
    for (var row : store.revealedWithSecret(before)) {
      delete(
          row,
          id -> {
            keys.deletePrivateKey(id);
            instances.forgetSecret(id);
          },
          log);
    }
  }

  private static void delete(InstanceRow row, Consumer<String> deletion, ReconcileReport.Log log) {
    log.attempt(
        row.id(),
        () -> {
          deletion.accept(row.id());
          log.add(Kind.KEYS_DELETED, row.id());
        });
  }
}
