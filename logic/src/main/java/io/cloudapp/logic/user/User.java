package io.cloudapp.logic.user;

import io.cloudapp.core.user.Role;
import java.util.Optional;

/**
 * A person whom the directory has.
 *
 * @param role what they are, not what a token of theirs entitles to
 * @param quota how many instances may live at once
 * @param disabled switched off by an admin, or about to be deleted
 */
public record User(
    String id, String username, Optional<String> email, Role role, int quota, boolean disabled) {}
