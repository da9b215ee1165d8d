package io.cloudapp.logic.reconcile;

import io.cloudapp.core.health.ReconcileRun;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.execution.UnfinishedExecutions;
import io.cloudapp.logic.metric.Metrics;
import io.cloudapp.logic.notice.EmailSubscriptions;
import io.cloudapp.logic.notice.Notices;
import io.cloudapp.logic.reconcile.Heartbeats.Heartbeat;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import io.cloudapp.logic.reconcile.ReconcileReport.Outcome;
import io.cloudapp.logic.usage.UnrecordedUsage;
import io.cloudapp.logic.user.AdminNotifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Brings executions, instances and EC2 together, once a minute. */
@Singleton
public final class Reconcile {

  private static final int MAXIMUM_EXECUTIONS = 500;
  private static final int MAXIMUM_SUBSCRIPTIONS = 20;
  private static final int MAXIMUM_NOTICES = 100;
  private static final Duration QUIET_AFTER_ALARM = Duration.ofHours(1);

  private final ReconcileStore store;
  private final RunHistory history;
  private final Heartbeats heartbeats;
  private final UnfinishedExecutions executions;
  private final Compute compute;
  private final ExecutionRules executionRules;
  private final InstanceRules instanceRules;
  private final OrphanRules orphanRules;
  private final KeyRules keyRules;
  private final UserRules userRules;
  private final EmailSubscriptions subscriptions;
  private final Notices notices;
  private final AdminNotifier admins;
  private final UnrecordedUsage usage;
  private final Metrics metrics;
  private final InstallSettings install;
  private final Clock clock;

  Reconcile(
      ReconcileStore store,
      RunHistory history,
      Heartbeats heartbeats,
      UnfinishedExecutions executions,
      Compute compute,
      ExecutionRules executionRules,
      InstanceRules instanceRules,
      OrphanRules orphanRules,
      KeyRules keyRules,
      UserRules userRules,
      EmailSubscriptions subscriptions,
      Notices notices,
      AdminNotifier admins,
      UnrecordedUsage usage,
      Metrics metrics,
      InstallSettings install,
      Clock clock) {
    this.store = store;
    this.history = history;
    this.heartbeats = heartbeats;
    this.executions = executions;
    this.compute = compute;
    this.executionRules = executionRules;
    this.instanceRules = instanceRules;
    this.orphanRules = orphanRules;
    this.keyRules = keyRules;
    this.userRules = userRules;
    this.subscriptions = subscriptions;
    this.notices = notices;
    this.admins = admins;
    this.usage = usage;
    this.metrics = metrics;
    this.install = install;
    this.clock = clock;
  }

  /** Runs once; a run that overlaps another one does nothing. */
  public ReconcileReport run() {
    return store
        .asOnlyOne(this::runOnRecord)
        .orElseGet(() -> new ReconcileReport.Log().report(Outcome.NOT_LEADER, 0, 0, 0));
  }

  private ReconcileReport runOnRecord() {
    var startedAt = clock.instant();
    var log = new ReconcileReport.Log();
    try {
      var report = runAlone(log);
      history.save(report.asRun(startedAt, clock.instant()));
      return report;
    } catch (RuntimeException failure) {
      saveBroken(log.report(Outcome.FAILED, 0, 0, 0).asRun(startedAt, clock.instant()), failure);
      throw failure;
    }
  }

  /** Without the database nothing can be saved either; what went wrong first is what counts. */
  private void saveBroken(ReconcileRun run, RuntimeException failure) {
    try {
      history.save(run);
    } catch (RuntimeException unsaved) {
      failure.addSuppressed(unsaved);
    }
  }

  private ReconcileReport runAlone(ReconcileReport.Log log) {
    var state = store.state(install.installId());
    var doubt = doubt(state);
    if (doubt.isPresent()) {
      log.alarm(doubt.get());
      raise(log);
      return log.report(Outcome.UNTRUSTED, state.run(), 0, 0);
    }
    var run = state.run() + 1;
    // The database first: a crash may leave it ahead of S3, but only a restore leaves it behind.
    store.saveRun(run);
    heartbeats.write(new Heartbeat(install.installId(), run));

    executionRules.apply(executions.list(MAXIMUM_EXECUTIONS), log);

    var seen = compute.listOurs();
    var rows = store.present();
    // After the rows: a request that came between has a row that is busy, not left over.
    instanceRules.apply(rows, seen, store.busy(), log);
    orphanRules.apply(seen, rows, run, log);
    keyRules.apply(log);
    userRules.apply(run, log);
    subscriptions.subscribeNewcomers(MAXIMUM_SUBSCRIPTIONS);
    log.attempt("usage", usage::record);
    notices.send(MAXIMUM_NOTICES).forEach(id -> log.add(Kind.OWNER_TOLD, id));
    raise(log);
    var report = log.report(Outcome.DONE, run, seen.size(), rows.size());
    // Of whole runs only, so that an alarm hears of it when there are none.
    metrics.orphans(report.count(Kind.ORPHAN_SEEN));
    return report;
  }

  /** Why this database cannot be trusted to say what is an orphan; empty when it can. */
  private Optional<String> doubt(ReconcileStore.State state) {
    if (!state.installId().equals(install.installId())) {
      return Optional.of(
          "The database belongs to installation %s and not to %s. Nothing was ended."
              .formatted(state.installId(), install.installId()));
    }
    return heartbeats
        .read()
        .flatMap(
            heartbeat -> {
              if (!heartbeat.installId().equals(install.installId())) {
                return Optional.of(
                    "The bucket belongs to installation %s and not to %s. Nothing was ended."
                        .formatted(heartbeat.installId(), install.installId()));
              }
              if (heartbeat.run() > state.run()) {
                return Optional.of(
                    ("The database is %d runs behind: it was restored or emptied. Nothing is ended"
                            + " until an admin has compared the instances with it and deleted"
                            + " reconcile/heartbeat.json.")
                        .formatted(heartbeat.run() - state.run()));
              }
              return Optional.empty();
            });
  }

  private void raise(ReconcileReport.Log log) {
    var now = clock.instant();
    if (!log.alarms().isEmpty()
        && store.isAlarmDue(now.minus(QUIET_AFTER_ALARM))
        && admins.tell("CloudApp: reconcile needs an admin", String.join("\n", log.alarms()))) {
      store.noteAlarm(now);
    }
  }
}
