package io.cloudapp.webapp.instance;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Says when an instance ends; texts go to the API as they were typed. */
@Singleton
class Lifetimes {

  private final ApiClient api;

  Lifetimes(ApiClient api) {
    this.api = api;
  }

  /** What a schedule's form was filled with. */
  record Schedule(List<String> days, String time, String timeZone) {}

  /**
   * @param expiresAt the new end, ISO 8601 UTC
   */
  ApiAnswer<Instance> extend(AccessToken token, String id, String expiresAt) {
    return send(Route.EXTEND_LIFETIME, token, id, Map.of("expiresAt", expiresAt));
  }

  ApiAnswer<Instance> setSchedule(AccessToken token, String id, Schedule schedule) {
    return send(Route.SET_SCHEDULE, token, id, schedule);
  }

  ApiAnswer<Instance> removeSchedule(AccessToken token, String id) {
    return api.send(call(Route.REMOVE_SCHEDULE, token, id));
  }

  /**
   * @param at the time to leave out, ISO 8601 UTC
   */
  ApiAnswer<Instance> skipSchedule(AccessToken token, String id, String at) {
    return send(Route.SKIP_SCHEDULE, token, id, Map.of("at", at));
  }

  ApiAnswer<Instance> keepSchedule(AccessToken token, String id) {
    return api.send(call(Route.KEEP_SCHEDULE, token, id));
  }

  private ApiAnswer<Instance> send(Route route, AccessToken token, String id, Object body) {
    return api.send(call(route, token, id).body(body));
  }

  private static ApiCall<Instance> call(Route route, AccessToken token, String id) {
    return ApiCall.of(route, Instance.class).path("id", id).as(token);
  }
}
