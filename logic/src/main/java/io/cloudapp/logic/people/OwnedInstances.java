package io.cloudapp.logic.people;

import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.UserDetails.OwnedInstance;
import io.cloudapp.core.user.UserDetails.Stop;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the instances of one user, and what stops them. */
@Singleton
final class OwnedInstances {

  /** An instance that lives, and how many stops of it have ended without stopping it. */
  record Living(String id, boolean beingStopped, int endedStops) {}

  /**
   * Those that live, the newest first.
   *
   * @param stoppedSince also those that a stop asked for since then has ended
   */
  List<OwnedInstance> of(Handle handle, String userId, Optional<Instant> stoppedSince) {
    return handle
        .createQuery(
            """
            select instance.id, instance.configuration, instance.state, instance.requested_at,
                   stop.id as stop_id, stop.state as stop_state
            from instances as instance
            left join lateral (
              select id, state, requested_at from executions
              where instance_id = instance.id and kind = 'STOP'
              order by requested_at desc, id desc limit 1) as stop on true
            where instance.owner_id = :owner
              and (instance.state in ('PENDING', 'RUNNING', 'STOPPING')
                   or stop.requested_at >= cast(:since as timestamptz))
            order by instance.requested_at desc, instance.id desc
            """)
        .bind("owner", userId)
        .bind("since", stoppedSince.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .map(OwnedInstances::read)
        .list();
  }

  List<Living> living(Handle handle, String userId) {
    return handle
        .createQuery(
            """
            select instance.id,
                   count(*) filter (where stop.forced and stop.state in ('ACCEPTED', 'RUNNING')) > 0
                     as being_stopped,
                   count(*) filter (where stop.state in ('SUCCEEDED', 'FAILED')) as ended_stops
            from instances as instance
            left join executions as stop on stop.instance_id = instance.id and stop.kind = 'STOP'
            where instance.owner_id = :owner
              and instance.state in ('PENDING', 'RUNNING', 'STOPPING')
            group by instance.id order by instance.id
            """)
        .bind("owner", userId)
        .map(
            (row, context) ->
                new Living(
                    row.getString("id"),
                    row.getBoolean("being_stopped"),
                    row.getInt("ended_stops")))
        .list();
  }

  private static OwnedInstance read(ResultSet row, StatementContext context) throws SQLException {
    var stopId = Optional.ofNullable(row.getString("stop_id"));
    var stopState = row.getString("stop_state");
    return new OwnedInstance(
        row.getString("id"),
        row.getString("configuration"),
        InstanceState.valueOf(row.getString("state")),
        Times.optional(row, "requested_at").orElseThrow(),
        stopId.map(id -> new Stop(id, ExecutionState.valueOf(stopState))));
  }
}
