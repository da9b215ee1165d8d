package io.cloudapp.local;

import java.util.Optional;

/**
 * Someone who can sign in to a fresh LocalCloud.
 *
 * @param totpSecret Base32, for an authenticator app
 */
public record DemoPerson(
    String username, String password, boolean admin, Optional<String> totpSecret) {}
