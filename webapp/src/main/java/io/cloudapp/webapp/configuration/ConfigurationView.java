package io.cloudapp.webapp.configuration;

import io.cloudapp.webapp.page.Moment;
import java.util.List;

/**
 * A configuration as the pages of admins show it.
 *
 * @param state for the style: {@code enabled}, {@code disabled} or {@code draft}, when nothing is
 *     published
 * @param current what users get; empty when nothing is published
 * @param draft what waits to be published; empty when nothing does
 * @param perDay empty when there is no price
 */
record ConfigurationView(
    String name,
    String description,
    String state,
    boolean enabled,
    String stateWords,
    String current,
    String draft,
    int latest,
    String perHour,
    String perDay,
    int living,
    Moment changed,
    String changedBy,
    RecipeView recipe) {

  public boolean isPublished() {
    return !current.isEmpty();
  }

  /** What instances are made from. */
  record RecipeView(
      String access,
      String ami,
      String loginUser,
      String instanceType,
      String disk,
      List<String> packages,
      String setupScript,
      List<String> ingress,
      String lifetime,
      String quotaPerUser,
      List<String> tags) {

    RecipeView {
      packages = List.copyOf(packages);
      ingress = List.copyOf(ingress);
      tags = List.copyOf(tags);
    }
  }
}
