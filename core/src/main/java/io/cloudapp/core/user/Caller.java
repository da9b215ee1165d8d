package io.cloudapp.core.user;

import java.util.Objects;

/**
 * The person behind a request, as API Gateway verified it.
 *
 * @param userId the {@code sub} of the token
 * @param sessionId the sign-in the token came from ({@code origin_jti})
 */
public record Caller(String userId, String username, Role role, String sessionId) {

  public Caller {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(sessionId, "sessionId");
  }

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}
