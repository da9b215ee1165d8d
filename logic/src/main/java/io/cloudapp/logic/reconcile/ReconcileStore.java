package io.cloudapp.logic.reconcile;

import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.instance.InstanceRows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What reconcile keeps between its runs, and its view of the instances. */
@Singleton
final class ReconcileStore {

  /** Any number; it is the name of the lock. */
  private static final long LOCK = 7_264_201_905L;

  private final Jdbi jdbi;

  ReconcileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Runs the work unless another run is under way; the lock ends with its connection at last. */
  <T> Optional<T> asOnlyOne(Supplier<T> work) {
    // A connection of its own: the work must not share the one whose session holds the lock.
    try (var handle = jdbi.open()) {
      if (!call(handle, "select pg_try_advisory_lock(:lock)")) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.get());
      } finally {
        call(handle, "select pg_advisory_unlock(:lock)");
      }
    }
  }

  private static boolean call(Handle handle, String sql) {
    return handle.createQuery(sql).bind("lock", LOCK).mapTo(Boolean.class).one();
  }

  /**
   * @param run how often reconcile has run in this database
   */
  record State(String installId, long run) {}

  State state(String installId) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  "insert into reconcile_state (install_id) values (:id) on conflict do nothing")
              .bind("id", installId)
              .execute();
          return handle
              .createQuery("select install_id, run from reconcile_state")
              .map((row, context) -> new State(row.getString("install_id"), row.getLong("run")))
              .one();
        });
  }

  void saveRun(long run) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update reconcile_state set run = :run")
                .bind("run", run)
                .execute());
  }

  /** Whether the last alarm is long enough ago for another one. */
  boolean isAlarmDue(Instant quietSince) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select from reconcile_state"
                        + " where last_alarm_at is null or last_alarm_at <= :quietSince)")
                .bind("quietSince", quietSince.atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one());
  }

  void noteAlarm(Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update reconcile_state set last_alarm_at = :now")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute());
  }

  /** The instances of which something may be there. */
  List<InstanceRow> present() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from instances"
                        + " where state in ('PENDING', 'RUNNING', 'STOPPING', 'STOPPED')"
                        + " order by id")
                .map(InstanceRows::read)
                .list());
  }

  /** The ids of the instances that an execution works on. */
  Set<String> busy() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select instance_id from executions where state in ('ACCEPTED', 'RUNNING')")
                .mapTo(String.class)
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** Those that ended before then and whose key pair may be there still. */
  List<InstanceRow> endedWithKeys(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from instances where ended_at < :before"
                        + " and (key_pair_name is not null or secret_name is not null)"
                        + " order by ended_at limit 100")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map(InstanceRows::read)
                .list());
  }

  /** Those whose key was shown before then and whose secret may be there still. */
  List<InstanceRow> revealedWithSecret(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from instances where login_state = 'REVEALED'"
                        + " and login_revealed_at < :before and secret_name is not null"
                        + " order by login_revealed_at limit 100")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map(InstanceRows::read)
                .list());
  }

  /** Whether the instance of that id has ended, or is another one at EC2. */
  boolean isSurplus(String instanceId, String ec2InstanceId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select from instances where id = :id"
                        + " and (state in ('TERMINATED', 'FAILED')"
                        + " or ec2_instance_id <> :ec2InstanceId))")
                .bind("id", instanceId)
                .bind("ec2InstanceId", ec2InstanceId)
                .mapTo(Boolean.class)
                .one());
  }

  /** Whether there is an instance of that id, in whatever state. */
  boolean exists(String instanceId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from instances where id = :id)")
                .bind("id", instanceId)
                .mapTo(Boolean.class)
                .one());
  }

  /** Notes what is an orphan now, and answers those that an earlier run has seen too. */
  Set<String> noteSightings(Collection<String> orphans, long run, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate("delete from orphan_sightings where not ec2_instance_id = any(:ids)")
              .bindArray("ids", String.class, orphans)
              .execute();
          for (var id : orphans) {
            handle
                .createUpdate(
                    "insert into orphan_sightings values (:id, :run, :now) on conflict do nothing")
                .bind("id", id)
                .bind("run", run)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
          }
          return handle
              .createQuery("select ec2_instance_id from orphan_sightings where first_run < :run")
              .bind("run", run)
              .mapTo(String.class)
              .collect(Collectors.toUnmodifiableSet());
        });
  }
}
