package io.cloudapp.logic.execution;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.core.execution.ExecutionList;
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
   * @param counted whether to say how many there are on all pages
   */
  public ExecutionList list(
      Caller caller, ExecutionFilter filter, Optional<String> after, int limit, boolean counted) {
    if (limit < 1 || limit > Page.MAXIMUM_LIMIT) {
      throw new IllegalArgumentException("limit " + limit);
    }
    var viewer = Viewer.of(caller);
    return jdbi.withHandle(
        handle -> {
          // One more than asked for tells whether another page follows.
          var found = find(handle, viewer, filter, after, limit + 1);
          var items = found.size() <= limit ? found : found.subList(0, limit);
          return new ExecutionList(
              items,
              found.size() <= limit ? Optional.empty() : Optional.of(items.getLast().id()),
              counted
                  ? Optional.of(
                      executions.count(handle, viewer, filter, ExecutionList.COUNTED_AT_MOST))
                  : Optional.empty());
        });
  }

  private List<Execution> find(
      Handle handle, Viewer viewer, ExecutionFilter filter, Optional<String> after, int limit) {
    return after
        .map(id -> id.replace("\0", ""))
        .map(id -> executions.after(handle, viewer, filter, id, limit))
        .orElseGet(() -> executions.newest(handle, viewer, filter, limit));
  }
}
