package io.cloudapp.core.user;

import java.time.Instant;
import java.util.Optional;

/**
 * A person as the list of users shows them.
 *
 * @param id the {@code sub} of their tokens
 * @param quota how many instances may live at once
 * @param living how many do now
 * @param lastSignInAt empty before the first
 * @param version to be sent back with a change
 */
public record UserSummary(
    String id,
    String username,
    Optional<String> email,
    Role role,
    UserState state,
    int quota,
    int living,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    int version) {

  /** More instances than this are nobody's. */
  public static final int MAXIMUM_QUOTA = 100;
}
