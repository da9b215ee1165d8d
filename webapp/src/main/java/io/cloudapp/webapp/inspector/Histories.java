package io.cloudapp.webapp.inspector;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.history.ExecutionHistory;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;

/** Asks the API what Step Functions tells of an execution. */
@Singleton
class Histories {

  private final ApiClient api;

  Histories(ApiClient api) {
    this.api = api;
  }

  ExecutionHistory read(AccessToken token, String id) {
    return api.send(ApiCall.of(Route.READ_HISTORY, ExecutionHistory.class).path("id", id).as(token))
        .orErrorPage();
  }
}
