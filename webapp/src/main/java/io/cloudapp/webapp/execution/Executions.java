package io.cloudapp.webapp.execution;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.ExecutionList;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import io.cloudapp.webapp.api.Versioned;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lists executions and follows them. */
@Singleton
public class Executions {

  /** As long as the API holds a request, and shorter than our own read timeout. */
  private static final int WAIT_SECONDS = 20;

  private static final int PAGE_SIZE = 25;

  private final ApiClient api;

  Executions(ApiClient api) {
    this.api = api;
  }

  /**
   * One execution as it is now; an id that is not theirs gives the error page of an unknown one.
   */
  public Versioned<Execution> read(AccessToken token, String id) {
    return api.sendVersioned(call(token, id)).orErrorPage();
  }

  /** Answers when it has another version than that one, or after a while. */
  Versioned<Execution> await(AccessToken token, String id, String version) {
    var known = version.isEmpty() ? Optional.<String>empty() : Optional.of(version);
    return api.sendVersioned(
            call(token, id).query("wait", String.valueOf(WAIT_SECONDS)).query("since", known))
        .orErrorPage();
  }

  private static ApiCall<Execution> call(AccessToken token, String id) {
    return ApiCall.of(Route.READ_EXECUTION, Execution.class).path("id", id).as(token);
  }

  /**
   * A page of them, with the number of all.
   *
   * @param after where the former page ended
   */
  ApiAnswer<ExecutionList> list(AccessToken token, FilterForm filter, Optional<String> after) {
    var call =
        ApiCall.of(Route.LIST_EXECUTIONS, ExecutionList.class)
            .query("limit", String.valueOf(PAGE_SIZE))
            .query("count", "true")
            .query("after", after)
            .as(token);
    return api.send(filter.applyTo(call));
  }
}
