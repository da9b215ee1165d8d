package io.cloudapp.tests.storm;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Looks at the database again and again, and keeps what must never have been there. */
final class Histories {

  private static final Map<String, Integer> RANKS =
      Map.of("ACCEPTED", 0, "RUNNING", 1, "SUCCEEDED", 2, "FAILED", 2);

  private static final String EXECUTIONS = "select id, state from executions";

  private static final String BEYOND_QUOTA =
      """
      select users.username, count(*) from instances join users on users.id = instances.owner_id
      where state in ('PENDING', 'RUNNING', 'STOPPING')
      group by users.id having count(*) > users.quota
      """;

  private final DataSource dataSource;
  private final Map<String, List<String>> states = new HashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  Histories(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  synchronized void look() {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery(EXECUTIONS)) {
        while (rows.next()) {
          note(rows.getString(1), rows.getString(2));
        }
      }
      try (var rows = statement.executeQuery(BEYOND_QUOTA)) {
        while (rows.next()) {
          violations.add(rows.getString(1) + " had " + rows.getInt(2) + " instances at a time");
        }
      }
    } catch (SQLException unreadable) {
      violations.add("The database could not be read: " + unreadable.getMessage());
    }
  }

  private void note(String id, String state) {
    var history = states.computeIfAbsent(id, _ -> new ArrayList<>());
    if (history.isEmpty()) {
      history.add(state);
      return;
    }
    var last = history.getLast();
    if (!last.equals(state)) {
      history.add(state);
      if (RANKS.get(state) <= RANKS.get(last)) {
        violations.add(id + " went back: " + history);
      }
    }
  }

  /** What was seen and must not be; empty if all is well. */
  List<String> violations() {
    return violations;
  }
}
