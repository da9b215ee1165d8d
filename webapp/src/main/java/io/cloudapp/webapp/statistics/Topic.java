package io.cloudapp.webapp.statistics;

import io.cloudapp.core.api.Route;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The statistics, each with a page of its own. */
public enum Topic {
  EXECUTIONS(Route.READ_EXECUTION_COUNTS),
  DURATIONS(Route.READ_LAUNCH_DURATIONS),
  FAILURES(Route.READ_FAILURE_CAUSES),
  USAGE(Route.READ_INSTANCE_USAGE),
  ACTIVE_USERS(Route.READ_ACTIVE_USERS);

  private final Route route;

  Topic(Route route) {
    this.route = route;
  }

  Route route() {
    return route;
  }

  /** The last part of its address, for example {@code active-users}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String path() {
    return "/admin/statistics/" + slug();
  }

  static Optional<Topic> ofSlug(String slug) {
    return Arrays.stream(values()).filter(topic -> topic.slug().equals(slug)).findFirst();
  }
}
