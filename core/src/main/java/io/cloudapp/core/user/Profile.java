package io.cloudapp.core.user;

import java.util.List;
import java.util.Optional;

/**
 * What a person sees and changes about themselves.
 *
 * @param quota how many instances may live at once
 * @param living how many do now
 * @param keys put on new instances instead of a generated one, the oldest first
 * @param timeZone of all times on pages, for example {@code Europe/Berlin}; empty for UTC
 * @param language {@code en} or {@code de}; empty for what the browser asks for
 * @param notifications whether e-mails tell what happens to the person's instances
 */
public record Profile(
    String userId,
    String username,
    Optional<String> email,
    Role role,
    int quota,
    int living,
    List<UserKey> keys,
    boolean secondFactor,
    Optional<String> timeZone,
    Optional<String> language,
    boolean notifications) {

  public Profile {
    keys = List.copyOf(keys);
  }
}
