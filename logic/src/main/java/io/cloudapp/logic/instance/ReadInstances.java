package io.cloudapp.logic.instance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The instances that a person may see: their own, or all for an admin. */
@Singleton
public final class ReadInstances {

  private final Jdbi jdbi;

  ReadInstances(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<Instance> find(Caller caller, String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select i.*, u.username from instances i join users u on u.id = i.owner_id
                    where i.id = :id and ((:all and not i.test) or i.owner_id = :owner)
                    """)
                .bind("id", id)
                .bind("all", caller.isAdmin())
                .bind("owner", caller.userId())
                .map(ReadInstances::read)
                .findOne());
  }

  /**
   * The newest first.
   *
   * @param after the {@code next} of the page before
   * @param limit 1 to {@link Page#MAXIMUM_LIMIT}
   */
  public Page<Instance> list(Caller caller, Optional<String> after, int limit) {
    var sql =
        "select i.*, u.username from instances i join users u on u.id = i.owner_id"
            + " where true"
            + (caller.isAdmin()
                ? " and (not i.test or i.owner_id = :owner)"
                : " and i.owner_id = :owner")
            + (after.isEmpty()
                ? ""
                : " and (i.requested_at, i.id)"
                    + " < (select requested_at, id from instances where id = :after)")
            + " order by i.requested_at desc, i.id desc limit :limit";
    var found =
        jdbi.withHandle(
            handle -> {
              var query = handle.createQuery(sql).bind("limit", limit + 1);
              query.bind("owner", caller.userId());
              after.ifPresent(id -> query.bind("after", id));
              return query.map(ReadInstances::read).list();
            });
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), Optional.of(found.get(limit - 1).id()))
        : new Page<>(found, Optional.empty());
  }

  private static Instance read(ResultSet columns, StatementContext context) throws SQLException {
    var row = InstanceRows.read(columns, context);
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
        columns.getBoolean("test"));
  }

  private static boolean isOwnKeyUsable(InstanceRow row) {
    return row.loginState() == LoginState.OWN_KEY && row.isPublished();
  }
}
