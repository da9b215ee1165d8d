package io.cloudapp.core.user;

import java.util.Optional;

/**
 * What a person sees and changes about themselves.
 *
 * @param quota how many instances may live at once
 * @param living how many do now
 * @param publicKey OpenSSH public key put on new instances instead of a generated one
 */
public record Profile(
    String userId,
    String username,
    Optional<String> email,
    Role role,
    int quota,
    int living,
    Optional<String> publicKey,
    boolean secondFactor) {}
