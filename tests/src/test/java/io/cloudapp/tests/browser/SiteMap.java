package io.cloudapp.tests.browser;

import static io.cloudapp.tests.browser.SiteMap.Who.ADMIN;
import static io.cloudapp.tests.browser.SiteMap.Who.ANYONE;
import static io.cloudapp.tests.browser.SiteMap.Who.USER;

import java.util.List;
import java.util.Set;

/** Every page of the site, with an address where it has something to show. */
final class SiteMap {

  /**
   * @param route as its controller has it
   * @param address where {@code ID} stands for an instance that runs, which is its execution too,
   *     and {@code USER} for the user whose it is
   */
  record Place(String route, Who who, String address) {

    String address(String id, String user) {
      return address.replace("ID", id).replace("USER", user);
    }
  }

  enum Who {
    ANYONE,
    USER,
    ADMIN
  }

  static final List<Place> PLACES =
      List.of(
          new Place("/sign-in", ANYONE, "/sign-in"),
          new Place("/", USER, "/"),
          new Place("/executions", USER, "/executions"),
          new Place("/executions/{id}", USER, "/executions/ID"),
          new Place("/instances/{id}", USER, "/instances/ID"),
          new Place("/instances/{id}/login", USER, "/instances/ID/login"),
          new Place("/instances/{id}/stop", USER, "/instances/ID/stop"),
          new Place("/profile", USER, "/profile"),
          new Place("/sign-in/again", USER, "/sign-in/again"),
          new Place("/admin/sign-in", ADMIN, "/admin/sign-in"),
          new Place("/admin", ADMIN, "/admin"),
          new Place("/admin/executions", ADMIN, "/admin/executions"),
          new Place("/admin/executions/{id}", ADMIN, "/admin/executions/ID"),
          new Place("/admin", ADMIN, "/admin?owner=nobody-is-called-so"),
          new Place("/admin/instances/{id}", ADMIN, "/admin/instances/ID"),
          new Place("/admin/instances/{id}/stop", ADMIN, "/admin/instances/ID/stop"),
          new Place("/admin/stop", ADMIN, "/admin/stop?instance=ID"),
          configuration("", ""),
          configuration("/edit", ""),
          configuration("/publish", ""),
          configuration("/discard", ""),
          configuration("/disable", ""),
          configuration("/delete", ""),
          configuration("/versions", ""),
          configuration("/changes", "?from=1&to=2"),
          configuration("/roll-back", "?version=1"),
          new Place(
              "/admin/configurations/{name}/versions/{version}",
              ADMIN,
              "/admin/configurations/every-page/versions/1"),
          new Place("/admin/configurations", ADMIN, "/admin/configurations"),
          new Place("/admin/new-configuration", ADMIN, "/admin/new-configuration"),
          new Place("/admin/users", ADMIN, "/admin/users"),
          new Place("/admin/users", ADMIN, "/admin/users?search=nobody-is-called-so"),
          new Place("/admin/users/new", ADMIN, "/admin/users/new"),
          new Place("/admin/users/import", ADMIN, "/admin/users/import"),
          new Place("/admin/users/{id}", ADMIN, "/admin/users/USER"),
          new Place("/admin/users/{id}/delete", ADMIN, "/admin/users/USER/delete"),
          new Place("/admin/statistics", ADMIN, "/admin/statistics"),
          new Place("/admin/statistics/{slug}", ADMIN, "/admin/statistics/executions"),
          new Place("/admin/statistics/{slug}", ADMIN, "/admin/statistics/durations"),
          new Place("/admin/statistics/{slug}", ADMIN, "/admin/statistics/failures"),
          new Place("/admin/statistics/{slug}", ADMIN, "/admin/statistics/usage"),
          new Place("/admin/statistics/{slug}", ADMIN, "/admin/statistics/active-users"),
          new Place("/admin/health", ADMIN, "/admin/health"),
          new Place("/admin/audit", ADMIN, "/admin/audit"),
          new Place("/admin/audit", ADMIN, "/admin/audit?actor=nobody-is-called-so"));

  /** What answers a GET with something else than a page of its own. */
  static final Set<String> NO_PAGES =
      Set.of(
          "/assets/{fileName}",
          // A part of its page, which EveryPageIT sees while an execution runs.
          "/executions/{id}/steps",
          "/admin/executions/{id}/live",
          "/admin/users/{id}/deletion",
          // Looked at on the way through it.
          "/sign-in/challenge",
          // Files.
          "/admin/statistics/{slug}/file",
          "/admin/audit.csv");

  private SiteMap() {}

  /** The one that {@link EveryPageIT} makes, published once and with a draft. */
  private static Place configuration(String page, String query) {
    return new Place(
        "/admin/configurations/{name}" + page,
        ADMIN,
        "/admin/configurations/every-page" + page + query);
  }

  static List<Place> of(Who who) {
    return PLACES.stream().filter(place -> place.who() == who).toList();
  }
}
