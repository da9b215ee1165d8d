package io.cloudapp.logic.people;

import io.cloudapp.core.user.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * What is decided about a user, whether the directory has it yet or not.
 *
 * @param deletionRequestedBy id of the admin
 * @param directoryDue whether the directory may not have the last changes
 */
record AccountRow(
    String id,
    String username,
    Role role,
    int quota,
    boolean disabled,
    Optional<Instant> deletionRequestedAt,
    Optional<String> deletionRequestedBy,
    Optional<Instant> deletedAt,
    boolean secondFactorResetDue,
    boolean directoryDue,
    int version) {

  boolean isDeleting() {
    return deletionRequestedAt.isPresent() && deletedAt.isEmpty();
  }

  /** Whether the directory should let them in. */
  boolean isEnabled() {
    return !disabled && deletionRequestedAt.isEmpty();
  }

  /** As the audit log names them. */
  String target() {
    return "user/" + username;
  }
}
