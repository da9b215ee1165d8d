package io.cloudapp.logic.instance;

import io.cloudapp.core.user.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Puts together what selects instances; conditions that do not apply are left out, for the index.
 */
final class InstanceQuery {

  private static final String SELECT =
      """
      select i.*, owner.username, s.days, s.time_of_day, s.time_zone, s.next_at, s.skipped_at,
        f.id as forced_id, f.username as forced_by, f.reason as forced_reason,
        f.requested_at as forced_at
      from instances i
      join users owner on owner.id = i.owner_id
      left join instance_schedules s on s.instance_id = i.id
      left join lateral (
        select e.id, e.reason, e.requested_at, admin.username
        from executions e join users admin on admin.id = e.user_id
        where e.instance_id = i.id and e.forced
        order by e.requested_at desc limit 1) f on true
      where true
      """;

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  private InstanceQuery() {}

  /** Those that a person may see: their own, and for an admin all but the tests of others. */
  static InstanceQuery visibleTo(Caller caller) {
    var query = new InstanceQuery().bind("visibleTo", caller.userId());
    return caller.isAdmin()
        ? query.and("(not i.test or i.owner_id = :visibleTo)")
        : query.and("i.owner_id = :visibleTo");
  }

  InstanceQuery withId(String id) {
    return and("i.id = :id").bind("id", id);
  }

  InstanceQuery matching(InstanceFilter filter, Instant now) {
    if (!filter.states().isEmpty()) {
      and("i.state = any(:states)")
          .bind("states", filter.states().stream().map(Enum::name).toArray(String[]::new));
    }
    filter
        .owner()
        .ifPresent(
            it ->
                and("i.owner_id = (select id from users where username = :owner)")
                    .bind("owner", it));
    filter
        .configuration()
        .ifPresent(it -> and("i.configuration = :configuration").bind("configuration", it));
    filter.zone().ifPresent(it -> and("i.zone = :zone").bind("zone", it));
    filter
        .olderThanHours()
        .ifPresent(
            it ->
                and("i.requested_at < :olderThan")
                    .bind("olderThan", now.minus(Duration.ofHours(it)).atOffset(ZoneOffset.UTC)));
    filter
        .text()
        .ifPresent(
            it ->
                and("position(:text in lower(concat_ws(' ', i.id, i.ec2_instance_id, i.host))) > 0")
                    .bind("text", it));
    return this;
  }

  /** Those after one of them, the newest first. */
  InstanceQuery after(Optional<String> id) {
    id.ifPresent(
        it ->
            and("(i.requested_at, i.id) < (select requested_at, id from instances where id ="
                    + " :after)")
                .bind("after", it));
    return this;
  }

  Query newestFirst(Handle handle, int limit) {
    var sql = new StringBuilder(SELECT);
    conditions.forEach(condition -> sql.append(" and ").append(condition));
    sql.append(" order by i.requested_at desc, i.id desc limit :limit");
    return handle.createQuery(sql.toString()).bindMap(values).bind("limit", limit);
  }

  private InstanceQuery and(String condition) {
    conditions.add(condition);
    return this;
  }

  private InstanceQuery bind(String name, Object value) {
    values.put(name, value);
    return this;
  }
}
