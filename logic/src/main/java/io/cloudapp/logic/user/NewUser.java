package io.cloudapp.logic.user;

import java.util.Optional;

/**
 * A person as the directory knows them.
 *
 * @param id the {@code sub} of their tokens
 * @param inAdmins whether the directory's group {@code admins} has them
 */
public record NewUser(String id, String username, Optional<String> email, boolean inAdmins) {}
