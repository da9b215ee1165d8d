package io.cloudapp.logic.instance;

import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.core.instance.WeeklySchedule;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps the weekly schedules of the instances. */
@Singleton
public final class ScheduleStore {

  private final Jdbi jdbi;

  ScheduleStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Optional<InstanceSchedule> find(Handle handle, String instanceId) {
    return handle
        .createQuery("select * from instance_schedules where instance_id = :id")
        .bind("id", instanceId)
        .map((row, context) -> read(row))
        .findOne();
  }

  void save(Handle handle, String instanceId, InstanceSchedule schedule, Instant now) {
    handle
        .createUpdate(
            """
            insert into instance_schedules (
              instance_id, days, time_of_day, time_zone, next_at, skipped_at, changed_at)
            values (:id, :days, :time, :zone, :nextAt, :skippedAt, :now)
            on conflict (instance_id) do update
            set days = :days, time_of_day = :time, time_zone = :zone, next_at = :nextAt,
              skipped_at = :skippedAt, changed_at = :now
            """)
        .bind("id", instanceId)
        .bind("days", bits(schedule.days()))
        .bind("time", schedule.time())
        .bind("zone", schedule.timeZone().getId())
        .bind("nextAt", schedule.nextAt().atOffset(ZoneOffset.UTC))
        .bind("skippedAt", schedule.skippedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  boolean delete(Handle handle, String instanceId) {
    return handle
            .createUpdate("delete from instance_schedules where instance_id = :id")
            .bind("id", instanceId)
            .execute()
        == 1;
  }

  /** The schedules of the instances that run, by their ids. */
  public Map<String, InstanceSchedule> ofRunning() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select s.* from instance_schedules s join instances i on i.id = s.instance_id
                    where i.state = 'RUNNING'
                    """)
                .map((row, context) -> Map.entry(row.getString("instance_id"), read(row)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The schedule of a joined row; empty when it has none. */
  static Optional<InstanceSchedule> readJoined(ResultSet row) throws SQLException {
    return row.getObject("next_at") == null ? Optional.empty() : Optional.of(read(row));
  }

  private static InstanceSchedule read(ResultSet row) throws SQLException {
    var weekly =
        new WeeklySchedule(
            days(row.getInt("days")),
            row.getObject("time_of_day", LocalTime.class),
            ZoneId.of(row.getString("time_zone")));
    return InstanceSchedule.of(
        weekly,
        row.getObject("next_at", OffsetDateTime.class).toInstant(),
        InstanceRows.time(row, "skipped_at"));
  }

  private static int bits(Set<DayOfWeek> days) {
    return days.stream().mapToInt(day -> 1 << day.ordinal()).sum();
  }

  private static Set<DayOfWeek> days(int bits) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> (bits & 1 << day.ordinal()) != 0)
        .collect(Collectors.toUnmodifiableSet());
  }
}
