package io.cloudapp.logic.user;

import io.cloudapp.core.user.Role;
import java.util.Optional;

/**
 * A person who signed in at least once.
 *
 * @param role what they are, not what a token of theirs entitles to
 * @param quota how many instances may live at once
 */
public record User(String id, String username, Optional<String> email, Role role, int quota) {}
