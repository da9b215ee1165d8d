package io.cloudapp.logic.instance;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.instance.WeeklySchedule;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Gives an instance a weekly end, takes it away, and leaves it out once. */
@Singleton
public final class ChangeSchedule {

  private final Jdbi jdbi;
  private final InstanceStore instances;
  private final ScheduleStore schedules;
  private final AuditLog audit;
  private final Clock clock;

  ChangeSchedule(
      Jdbi jdbi, InstanceStore instances, ScheduleStore schedules, AuditLog audit, Clock clock) {
    this.jdbi = jdbi;
    this.instances = instances;
    this.schedules = schedules;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is done to the schedule of an instance that is held until the commit. */
  @FunctionalInterface
  private interface Change {
    Outcome<Optional<InstanceSchedule>> apply(
        Handle transaction, Optional<InstanceSchedule> present, Instant now);
  }

  /** Ends it at those times from now on; a time that was left out is forgotten with the change. */
  public Outcome<Optional<InstanceSchedule>> set(
      Caller caller, String instanceId, WeeklySchedule weekly) {
    return change(
        caller,
        instanceId,
        (transaction, present, now) -> {
          if (present.filter(it -> it.weekly().equals(weekly)).isPresent()) {
            return Outcome.done(present);
          }
          var schedule = InstanceSchedule.of(weekly, weekly.next(now), Optional.empty());
          return save(transaction, caller, instanceId, schedule, now, words(weekly));
        });
  }

  public Outcome<Optional<InstanceSchedule>> remove(Caller caller, String instanceId) {
    return change(
        caller,
        instanceId,
        (transaction, present, now) -> {
          if (schedules.delete(transaction, instanceId)) {
            record(transaction, caller, instanceId, "removed");
          }
          return Outcome.done(Optional.empty());
        });
  }

  /**
   * Leaves out one time, the next one.
   *
   * @param occurrence the time that was shown as the next one
   */
  public Outcome<Optional<InstanceSchedule>> skip(
      Caller caller, String instanceId, Instant occurrence) {
    return change(
        caller,
        instanceId,
        (transaction, present, now) -> {
          if (present.isEmpty()) {
            return noSchedule();
          }
          var schedule = present.get();
          if (schedule.skippedAt().filter(occurrence::equals).isPresent()) {
            return Outcome.done(present);
          }
          if (!schedule.nextAt().equals(occurrence) || !occurrence.isAfter(now)) {
            return Outcome.refused(
                ProblemType.CONFLICT,
                "That is not the next end any more. Look at the instance again.");
          }
          var weekly = schedule.weekly();
          var later = InstanceSchedule.of(weekly, weekly.next(occurrence), Optional.of(occurrence));
          return save(transaction, caller, instanceId, later, now, "not at " + occurrence);
        });
  }

  /** Ends it at the time that was left out after all, unless that has passed. */
  public Outcome<Optional<InstanceSchedule>> keepAll(Caller caller, String instanceId) {
    return change(
        caller,
        instanceId,
        (transaction, present, now) -> {
          if (present.isEmpty()) {
            return noSchedule();
          }
          if (present.get().skippedAt().filter(now::isBefore).isEmpty()) {
            return Outcome.done(present);
          }
          var weekly = present.get().weekly();
          var schedule = InstanceSchedule.of(weekly, weekly.next(now), Optional.empty());
          return save(transaction, caller, instanceId, schedule, now, "at all times again");
        });
  }

  private Outcome<Optional<InstanceSchedule>> change(
      Caller caller, String instanceId, Change change) {
    return jdbi.inTransaction(
        transaction -> {
          var state = instances.lockFor(transaction, caller, instanceId);
          if (state.isEmpty()) {
            return Outcome.refused(
                ProblemType.NOT_FOUND, "There is no such instance, or it is not yours.");
          }
          if (state.get() != InstanceState.PENDING && state.get() != InstanceState.RUNNING) {
            return Outcome.refused(
                ProblemType.INSTANCE_ENDED, "The instance has ended or is being stopped.");
          }
          return change.apply(
              transaction, schedules.find(transaction, instanceId), clock.instant());
        });
  }

  private Outcome<Optional<InstanceSchedule>> save(
      Handle transaction,
      Caller caller,
      String instanceId,
      InstanceSchedule schedule,
      Instant now,
      String detail) {
    schedules.save(transaction, instanceId, schedule, now);
    record(transaction, caller, instanceId, detail);
    return Outcome.done(Optional.of(schedule));
  }

  private void record(Handle transaction, Caller caller, String instanceId, String detail) {
    audit.record(
        transaction,
        AuditEvent.done(caller, AuditAction.SCHEDULE_CHANGED, "instance/" + instanceId, detail));
  }

  private static String words(WeeklySchedule weekly) {
    return "ends at %s %s on %s"
        .formatted(
            weekly.time(),
            weekly.timeZone(),
            weekly.days().stream().map(Enum::name).collect(Collectors.joining(", ")));
  }

  private static Outcome<Optional<InstanceSchedule>> noSchedule() {
    return new Outcome.Refused<>(
        Problem.of(ProblemType.CONFLICT, "The instance has no schedule any more."));
  }
}
