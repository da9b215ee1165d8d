package io.cloudapp.logic.user;

import io.cloudapp.core.user.Role;
import java.util.Optional;

/**
 * A person whom the directory has.
 *
 * @param role what they are, not what a token of theirs entitles to
 * @param quota how many instances may live at once
<<<<<<< HEAD
 * @param disabled switched off by an admin, or about to be deleted
 * @param publicKey OpenSSH public key put on new instances instead of a generated one
=======
>>>>>>> main
 */
public record User(
    String id,
    String username,
    Optional<String> email,
    Role role,
<<<<<<< HEAD
    int quota,
    boolean disabled,
    Optional<String> publicKey) {}
=======
    int quota) {}
>>>>>>> main
