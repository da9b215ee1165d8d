package io.cloudapp.logic.audit;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Lists the audit log, the newest entry first. */
@Singleton
public final class ListAudit {

  private static final String ENTRIES =
      """
      select entry.*, coalesce(repeats.times, 1) as times
      from audit_events as entry
      left join audit_repeats as repeats on repeats.event_id = entry.id
      where\s""";

  private static final String FOLLOWING =
      "(entry.at, entry.id) < (select last.at, last.id from audit_events as last where last.id ="
          + " :after)";

  private static final String NEWEST_FIRST = " order by entry.at desc, entry.id desc limit :limit";

  /** Lambda answers at most 6 MB. */
  private static final int EXPORT_LIMIT = 500;

  private final Jdbi jdbi;
  private final FrequentEvents frequent;

  ListAudit(Jdbi jdbi, FrequentEvents frequent) {
    this.jdbi = jdbi;
    this.frequent = frequent;
  }

  /**
   * One page.
   *
   * @param after the last page's {@code next}; empty for the first page
   * @param limit at least 1
   */
  public Page<AuditEntry> list(AuditQuery query, Optional<String> after, int limit) {
    var filter = new Filter();
    query.actor().ifPresent(actor -> filter.and("entry.actor = :actor", "actor", actor));
    query
        .action()
        .ifPresent(action -> filter.and("entry.action = :action", "action", action.name()));
    query
        .outcome()
        .ifPresent(outcome -> filter.and("entry.outcome = :outcome", "outcome", outcome.name()));
    query
        .target()
        .ifPresent(
            _ ->
                filter.and(
                    "entry.target = any(:targets)",
                    "targets",
                    query.targets().toArray(new String[0])));
    query.from().ifPresent(from -> filter.and("entry.at >= :from", "from", time(from)));
    query.to().ifPresent(to -> filter.and("entry.at < :to", "to", time(to)));
    after.ifPresent(id -> filter.and(FOLLOWING, "after", id.replace("\0", "")));
    // One more than asked for tells whether another page follows.
    var found = find(filter, limit + 1);
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    var items = found.subList(0, limit);
    return new Page<>(items, Optional.of(items.getLast().id()));
  }

  /** Like {@link #list} with pages for a file; that somebody takes them along is audited itself. */
  public Page<AuditEntry> export(Caller caller, AuditQuery query, Optional<String> after) {
    frequent.record(AuditEvent.done(caller, AuditAction.AUDIT_EXPORTED, "audit", query.words()));
    return list(query, after, EXPORT_LIMIT);
  }

  private static final class Filter {

    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final Map<String, Object> values = new HashMap<>();

    void and(String condition, String name, Object value) {
      conditions.add(condition);
      values.put(name, value);
    }
  }

  private List<AuditEntry> find(Filter filter, int limit) {
    var sql = ENTRIES + String.join(" and ", filter.conditions) + NEWEST_FIRST;
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bindMap(filter.values)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor_id"),
        row.getString("actor"),
        AuditAction.valueOf(row.getString("action")),
        AuditOutcome.valueOf(row.getString("outcome")),
        row.getString("target"),
        row.getString("detail"),
        row.getString("address"),
        row.getInt("times"));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
