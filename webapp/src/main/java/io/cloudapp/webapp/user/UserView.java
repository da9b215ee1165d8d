package io.cloudapp.webapp.user;

import io.cloudapp.webapp.page.Moment;
import java.util.List;

/**
 * A user as the pages show them.
 *
 * @param email empty when there is none
 * @param stateName for the style: {@code succeeded}, {@code accepted} and so on
 * @param lastSignIn none before the first
 */
public record UserView(
    String id,
    String username,
    String email,
    boolean admin,
    boolean enabled,
    boolean deleting,
    boolean deleted,
    String stateName,
    String stateWords,
    int quota,
    int living,
    Moment created,
    List<Moment> lastSignIn,
    int version) {

  public UserView {
    lastSignIn = List.copyOf(lastSignIn);
  }
}
