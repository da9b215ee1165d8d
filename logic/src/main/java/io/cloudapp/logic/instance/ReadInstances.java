package io.cloudapp.logic.instance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.instance.ForcedStop;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The instances that a person may see: their own, or all for an admin. */
@Singleton
public final class ReadInstances {

  private final Jdbi jdbi;
  private final Clock clock;

  ReadInstances(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  public Optional<Instance> find(Caller caller, String id) {
    return jdbi.withHandle(
        handle ->
            InstanceQuery.visibleTo(caller)
                .withId(id)
                .newestFirst(handle, 1)
                .map((columns, context) -> read(columns, caller))
                .findOne());
  }

  /**
   * The newest first.
   *
   * @param after the {@code next} of the page before, which had the same filter
   * @param limit 1 to {@link Page#MAXIMUM_LIMIT}
   */
  public Page<Instance> list(
      Caller caller, InstanceFilter filter, Optional<String> after, int limit) {
    var found =
        jdbi.withHandle(
            handle ->
                InstanceQuery.visibleTo(caller)
                    .matching(filter, clock.instant())
                    .after(after)
                    .newestFirst(handle, limit + 1)
                    .map((columns, context) -> read(columns, caller))
                    .list());
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), Optional.of(found.get(limit - 1).id()))
        : new Page<>(found, Optional.empty());
  }

  private static Instance read(ResultSet columns, Caller caller) throws SQLException {
    var row = InstanceRows.read(columns, null);
    return new Instance(
        row.id(),
        row.ec2InstanceId(),
        columns.getString("username"),
        row.configuration(),
        row.configurationVersion(),
        row.state(),
        row.host(),
        row.loginUser(),
        row.loginState() == LoginState.AVAILABLE || isOwnKeyUsable(row),
        row.requestedAt(),
        row.launchedAt(),
        row.expiresAt(),
        row.stopReason(),
        columns.getBoolean("test"),
        row.latestExpiryAt(),
        ScheduleStore.readJoined(columns),
        forcedStop(columns),
        caller.isAdmin() ? row.endEvidence() : "");
  }

  private static Optional<ForcedStop> forcedStop(ResultSet columns) throws SQLException {
    var at = InstanceRows.time(columns, "forced_at");
    if (at.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ForcedStop(
            columns.getString("forced_by"),
            columns.getString("forced_reason"),
            at.get(),
            columns.getString("forced_id")));
  }

  private static boolean isOwnKeyUsable(InstanceRow row) {
    return row.loginState() == LoginState.OWN_KEY && row.isPublished();
  }
}
