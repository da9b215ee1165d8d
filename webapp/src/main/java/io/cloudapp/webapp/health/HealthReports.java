package io.cloudapp.webapp.health;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.health.HealthReport;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;

/** Asks how CloudApp is, and for the dead letters to be sent again. */
@Singleton
class HealthReports {

  private final ApiClient api;

  HealthReports(ApiClient api) {
    this.api = api;
  }

  ApiAnswer<HealthReport> read(AccessToken token) {
    return api.send(ApiCall.of(Route.READ_HEALTH, HealthReport.class).as(token));
  }

  ApiAnswer<Void> redrive(AccessToken token) {
    return api.send(ApiCall.of(Route.REDRIVE_DEAD_LETTERS, Void.class).as(token));
  }
}
