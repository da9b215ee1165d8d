package io.cloudapp.logic.execution;

import io.cloudapp.core.execution.ExecutionFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * What a filter means in SQL. Each condition is there or not, with no "or" that would keep the
 * database from its indexes.
 */
final class ExecutionConditions {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final StringBuilder sql = new StringBuilder();

  private ExecutionConditions() {}

  static ExecutionConditions of(Viewer viewer, ExecutionFilter filter) {
    var conditions = new ExecutionConditions();
    conditions.sql.append(viewer.everyone() ? "true" : "execution.user_id = :userId");
    if (!viewer.everyone()) {
      conditions.values.put("userId", viewer.userId());
    }
    conditions.add("execution.state = :state", "state", filter.state().map(Enum::name));
    conditions.add("execution.kind = :kind", "kind", filter.kind().map(Enum::name));
    conditions.add(
        "execution.user_id = (select id from users where username = :username)",
        "username",
        filter.user());
    conditions.add(
        "execution.configuration = :configuration", "configuration", filter.configuration());
    conditions.add("execution.instance_id = :instance", "instance", filter.instance());
    conditions.add("execution.requested_at >= :from", "from", filter.from());
    conditions.add("execution.requested_at < :to", "to", filter.to());
    return conditions;
  }

  private void add(String condition, String name, Optional<?> value) {
    value.ifPresent(
        present -> {
          sql.append(" and ").append(condition);
          values.put(name, present);
        });
  }

  String sql() {
    return sql.toString();
  }

  Query bindTo(Query query) {
    values.forEach(query::bind);
    return query;
  }
}
