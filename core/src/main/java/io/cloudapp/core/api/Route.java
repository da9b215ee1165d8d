package io.cloudapp.core.api;

import static io.cloudapp.core.api.Access.ADMIN;
import static io.cloudapp.core.api.Access.ANYONE;
import static io.cloudapp.core.api.Access.USER;
import static io.cloudapp.core.api.Access.WORKFLOW;
import static io.cloudapp.core.api.Service.CONFIGURE_INSTANCE;
import static io.cloudapp.core.api.Service.PROVISION_INSTANCE;
import static io.cloudapp.core.api.Service.VIEW_STATS;

import io.cloudapp.core.function.CloudFunction;
import java.util.Arrays;
import java.util.Optional;

/** The route table of the API: what API Gateway, LocalCloud and the web app's client all read. */
public enum Route {
  SIGN_IN("POST", "/sessions", ANYONE, function(CloudFunction.START_SESSION)),
  REFRESH_SESSION("POST", "/sessions/refresh", ANYONE, function(CloudFunction.REFRESH_SESSION)),
  SIGN_OUT("DELETE", "/sessions", USER, function(CloudFunction.END_SESSION)),
  START_SECOND_FACTOR("POST", "/second-factor", USER, function(CloudFunction.MANAGE_PROFILE)),
  CONFIRM_SECOND_FACTOR("PUT", "/second-factor", USER, function(CloudFunction.MANAGE_PROFILE)),
  REMOVE_SECOND_FACTOR("DELETE", "/second-factor", USER, function(CloudFunction.MANAGE_PROFILE)),
  READ_PROFILE("GET", "/profile", USER, function(CloudFunction.MANAGE_PROFILE)),
  CHANGE_PROFILE("PUT", "/profile", USER, function(CloudFunction.MANAGE_PROFILE)),
  ADD_KEY("POST", "/profile/keys", USER, function(CloudFunction.MANAGE_PROFILE)),
  REMOVE_KEY("DELETE", "/profile/keys/{id}", USER, function(CloudFunction.MANAGE_PROFILE)),

  SUBMIT_REQUEST("POST", "/executions", USER, function(CloudFunction.SUBMIT_REQUEST)),
  LIST_EXECUTIONS("GET", "/executions", USER, function(CloudFunction.LIST_EXECUTIONS)),
  READ_EXECUTION("GET", "/executions/{id}", USER, function(CloudFunction.EXECUTION_STATUS)),
  READ_HISTORY("GET", "/executions/{id}/history", ADMIN, function(CloudFunction.EXECUTION_HISTORY)),

  LIST_INSTANCES("GET", "/instances", USER, service(PROVISION_INSTANCE)),
  READ_INSTANCE("GET", "/instances/{id}", USER, service(PROVISION_INSTANCE)),
  REVEAL_LOGIN("POST", "/instances/{id}/login", USER, function(CloudFunction.REVEAL_LOGIN)),

  EXTEND_LIFETIME("POST", "/instances/{id}/lifetime", USER, service(PROVISION_INSTANCE)),
  SET_SCHEDULE("PUT", "/instances/{id}/schedule", USER, service(PROVISION_INSTANCE)),
  REMOVE_SCHEDULE("DELETE", "/instances/{id}/schedule", USER, service(PROVISION_INSTANCE)),
  SKIP_SCHEDULE("PUT", "/instances/{id}/schedule/exception", USER, service(PROVISION_INSTANCE)),
  KEEP_SCHEDULE("DELETE", "/instances/{id}/schedule/exception", USER, service(PROVISION_INSTANCE)),

  LAUNCH_INSTANCE("POST", "/instances", WORKFLOW, service(PROVISION_INSTANCE)),
  READ_BOOT("GET", "/instances/{id}/boot", WORKFLOW, service(PROVISION_INSTANCE)),
  PUBLISH_LOGIN("PUT", "/instances/{id}/login", WORKFLOW, service(PROVISION_INSTANCE)),
  RECORD_USAGE("POST", "/instances/{id}/usage", WORKFLOW, service(PROVISION_INSTANCE)),
  TERMINATE_INSTANCE("DELETE", "/instances/{id}", WORKFLOW, service(PROVISION_INSTANCE)),

  READ_EXECUTION_COUNTS("GET", "/stats/executions", ADMIN, service(VIEW_STATS)),
  READ_LAUNCH_DURATIONS("GET", "/stats/durations", ADMIN, service(VIEW_STATS)),
  READ_FAILURE_CAUSES("GET", "/stats/failures", ADMIN, service(VIEW_STATS)),
  READ_INSTANCE_USAGE("GET", "/stats/usage", ADMIN, service(VIEW_STATS)),
  READ_ACTIVE_USERS("GET", "/stats/active-users", ADMIN, service(VIEW_STATS)),

  LIST_CONFIGURATIONS("GET", "/configurations", USER, service(CONFIGURE_INSTANCE)),
  READ_CONFIGURATION("GET", "/configurations/{name}", USER, service(CONFIGURE_INSTANCE)),
  CREATE_CONFIGURATION("POST", "/configurations", ADMIN, service(CONFIGURE_INSTANCE)),
  CHANGE_CONFIGURATION("PUT", "/configurations/{name}", ADMIN, service(CONFIGURE_INSTANCE)),
  DELETE_CONFIGURATION("DELETE", "/configurations/{name}", ADMIN, service(CONFIGURE_INSTANCE)),

  LIST_USERS("GET", "/users", ADMIN, function(CloudFunction.MANAGE_USERS)),
  CREATE_USER("POST", "/users", ADMIN, function(CloudFunction.MANAGE_USERS)),
  IMPORT_USERS("POST", "/users/import", ADMIN, function(CloudFunction.MANAGE_USERS)),
  READ_USER("GET", "/users/{id}", ADMIN, function(CloudFunction.MANAGE_USERS)),
  CHANGE_USER("PUT", "/users/{id}", ADMIN, function(CloudFunction.MANAGE_USERS)),
  DELETE_USER("DELETE", "/users/{id}", ADMIN, function(CloudFunction.MANAGE_USERS)),
  RESET_SECOND_FACTOR(
      "DELETE", "/users/{id}/second-factor", ADMIN, function(CloudFunction.MANAGE_USERS)),

  LIST_AUDIT("GET", "/audit", ADMIN, function(CloudFunction.LIST_AUDIT)),
  EXPORT_AUDIT("GET", "/audit/export", ADMIN, function(CloudFunction.LIST_AUDIT)),
  READ_HEALTH("GET", "/health-report", ADMIN, function(CloudFunction.REPORT_HEALTH)),
  REDRIVE_DEAD_LETTERS(
      "POST", "/dead-letters/redrive", ADMIN, function(CloudFunction.REPORT_HEALTH)),
  PREVIEW_CONFIGURATION("POST", "/configurations/preview", ADMIN, service(CONFIGURE_INSTANCE)),
  SWITCH_CONFIGURATION("PUT", "/configurations/{name}/enabled", ADMIN, service(CONFIGURE_INSTANCE)),
  PUBLISH_CONFIGURATION(
      "POST", "/configurations/{name}/publish", ADMIN, service(CONFIGURE_INSTANCE)),
  ROLL_BACK_CONFIGURATION(
      "POST", "/configurations/{name}/roll-back", ADMIN, service(CONFIGURE_INSTANCE)),
  DISCARD_DRAFT("DELETE", "/configurations/{name}/draft", ADMIN, service(CONFIGURE_INSTANCE)),
  LIST_VERSIONS("GET", "/configurations/{name}/versions", ADMIN, service(CONFIGURE_INSTANCE)),
  READ_VERSION(
      "GET", "/configurations/{name}/versions/{version}", ADMIN, service(CONFIGURE_INSTANCE));

  private final String method;
  private final String path;
  private final Access access;
  private final Target target;

  Route(String method, String path, Access access, Target target) {
    this.method = method;
    this.path = path;
    this.access = access;
    this.target = target;
  }

  public String method() {
    return method;
  }

  /** The path with its parameters in braces, for example {@code /instances/{id}}. */
  public String path() {
    return path;
  }

  /** What its path is about, for example {@code instance}; targets in the audit log begin so. */
  public String subject() {
    var first = path.split("/", 3)[1];
    return first.endsWith("s") ? first.substring(0, first.length() - 1) : first;
  }

  public Access access() {
    return access;
  }

  public Target target() {
    return target;
  }

  /** The route of a {@link #routeKey()}. */
  public static Optional<Route> ofKey(String routeKey) {
    return Arrays.stream(values()).filter(route -> route.routeKey().equals(routeKey)).findFirst();
  }

  /** The route key of API Gateway's HTTP APIs, for example {@code GET /instances/{id}}. */
  public String routeKey() {
    return method + " " + path;
  }

  private static Target function(CloudFunction function) {
    return new Target.OfFunction(function);
  }

  private static Target service(Service service) {
    return new Target.OfService(service);
  }
}
