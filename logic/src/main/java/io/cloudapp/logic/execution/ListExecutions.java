package io.cloudapp.logic.execution;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Lists executions, the newest first: a user's own, for admins everyone's. */
@Singleton
public final class ListExecutions {

  private final Jdbi jdbi;
  private final ExecutionStore executions;

  ListExecutions(Jdbi jdbi, ExecutionStore executions) {
    this.jdbi = jdbi;
    this.executions = executions;
  }

  /**
   * One page.
   *
   * @param after the last page's {@code next}; empty for the first page
   * @param limit 1–200
   */
  public Page<Execution> list(Caller caller, Optional<String> after, int limit) {
    if (limit < 1 || limit > Page.MAXIMUM_LIMIT) {
      throw new IllegalArgumentException("limit " + limit);
    }
    // One more than asked for tells whether another page follows.
    var found = jdbi.withHandle(handle -> find(handle, Viewer.of(caller), after, limit + 1));
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    var items = found.subList(0, limit);
    return new Page<>(items, Optional.of(items.getLast().id()));
  }

  private List<Execution> find(Handle handle, Viewer viewer, Optional<String> after, int limit) {
    return after
        .map(id -> id.replace("\0", ""))
        .map(id -> executions.after(handle, viewer, id, limit))
        .orElseGet(() -> executions.newest(handle, viewer, limit));
  }
}
